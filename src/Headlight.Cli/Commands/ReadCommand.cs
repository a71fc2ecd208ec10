using System.CommandLine;
using Headlight.Cli.Input;
using Headlight.Web;

namespace Headlight.Cli.Commands;

/// <summary>`headlight read`: its arguments and options, and which way they lead.</summary>
internal sealed class ReadCommand
{
    private readonly Argument<string?> model = new("MODEL")
    {
        Description = "A bundled name (`headlight models`), a folder in Hugging Face layout, a .gguf file, " +
            "or a Hugging Face id in the local cache. [default: smollm2, with an example]",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Argument<string?> text = new("TEXT")
    {
        Description = "The text; `-` reads it from standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> textFile = Named<string?>("--text-file", "FILE", "Read the text from a file.");
    private readonly Option<string?> pair = Named<string?>("--pair", "TEXT", "A second text, for models with pairs.");
    private readonly Option<string?> layer = Named<string?>("--layer", "L", "Show a head of this layer, from 0.");
    private readonly Option<string?> head = Named<string?>(
        "--head", "H", "Show this head: a number with --layer, or both as L5H8 or 5.8. [default: the strongest]");
    private readonly Option<string?> query = Named<string?>(
        "--query", "N|WORD", "Show where this token looks: its index, or a word that occurs once (word:1999 where " +
        "the word is a number). " +
        "[default: the last]");
    private readonly Option<string?> measure = Named<string?>(
        "--measure", "NAME", "Shade the overview by this measure of a head: previous, next, itself, first, " +
        "separator, same-word, other-sentence, spread or distance. [default: previous]");
    private readonly Option<string?> link = Named<string?>(
        "--link", "A:B", "Also list the heads that look most from word A to word B, such as She:nurse.");
    private readonly Option<string[]> output = Named<string[]>(
        "--output", "FILE", "Write the reading to a .safetensors or .json file; may be given several times.");
    private readonly Option<string?> tensors = Named<string?>(
        "--tensors", "LIST", "What is written, such as attn,q.3,logits, or all. [default: q,k,v,last_logits]");
    private readonly Option<bool> noSpecialTokens = new("--no-special-tokens")
    {
        Description = "Add no special tokens around the text.",
    };
    private readonly Option<bool> bos = new("--bos") { Description = "Put the vocabulary's start token first." };
    private readonly Option<string?> threads = Named<string?>(
        "--threads", "N", "Threads that compute. [default: one per processor]");
    private readonly Option<string?> from = Named<string?>(
        "--from", "FILE", "Read many texts: a .jsonl file with {\"id\", \"text\" or \"ids\", …} in each line.");
    private readonly Option<string?> outputDir = Named<string?>(
        "--output-dir", "DIR", "Where --from writes <id>.safetensors for each text.");

    private readonly Option<bool> overwrite = new("--overwrite")
    {
        Description = "Let --from replace files that are there.",
    };
    private readonly Option<bool> keepGoing = new("--keep-going")
    {
        Description = "Let --from read the others where some texts cannot be read; the exit code still says so.",
    };

    public static Command Create(Screen screen)
    {
        var read = new ReadCommand();
        var command = new Command(
            "read",
            "Reads a text and shows its tokens, the next words, all heads, and where one head looks.")
        {
            read.model, read.text, read.textFile, read.pair, read.layer, read.head, read.query, read.measure,
            read.link, read.output, read.tensors, read.noSpecialTokens, read.bos, read.threads, read.from,
            read.outputDir, read.overwrite, read.keepGoing,
        };
        command.SetAction((parsed, cancellation) => read.RunAsync(parsed, screen, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellation)
    {
        var request = Request(parsed);
        if (parsed.GetValue(from) is { } rows)
        {
            Refuse(parsed.GetValue(text) is not null || parsed.GetValue(textFile) is not null,
                "--from brings its own texts; leave TEXT and --text-file away.");
            var folder = parsed.GetValue(outputDir)
                ?? throw new RequestException("--from needs --output-dir DIR, the folder to write readings to.");
            Refuse(request.Outputs.Count > 0, "--from writes to --output-dir; leave --output away.");
            Refuse(request is not { Pair: null, Layer: null, Head: null, Query: null, Measure: null, Link: null },
                "--from prints nothing and brings its own pairs; leave --pair, --layer, --head, " +
                "--query, --measure and --link away.");
            Refuse(parsed.GetValue(model) is null, "--from needs a model: name it before the options.");
            var files = new ManyFiles(folder, parsed.GetValue(overwrite), parsed.GetValue(keepGoing));
            return await ReadMany.RunAsync(screen, request, rows, files, cancellation);
        }
        Refuse(parsed.GetValue(outputDir) is not null, "--output-dir belongs to --from; use --output for one text.");
        Refuse(parsed.GetValue(overwrite) || parsed.GetValue(keepGoing),
            "--overwrite and --keep-going belong to --from; leave them away for one text.");
        Refuse(request.Tensors is not null && request.Outputs.Count == 0,
            "--tensors says what --output writes; give --output FILE as well.");
        var given = parsed.GetValue(text);
        given ??= parsed.GetValue(model) is null && parsed.GetValue(textFile) is null ? Examples.Text : null;
        var source = await TextSource.ReadAsync(given, parsed.GetValue(textFile), screen.Input, cancellation);
        return await ReadOne.RunAsync(screen, request with { Text = source }, cancellation);
    }

    private ReadRequest Request(ParseResult parsed)
    {
        var count = int.TryParse(parsed.GetValue(threads), out var number) ? number : (int?)null;
        Refuse(parsed.GetValue(threads) is not null && count is null or < 1,
            $"--threads is `{parsed.GetValue(threads)}`; a number from 1 was expected.");
        var (layerNumber, headNumber) = HeadName.Parse(parsed.GetValue(layer), parsed.GetValue(head));
        return new ReadRequest
        {
            Model = parsed.GetValue(model) ?? Examples.Model,
            Pair = parsed.GetValue(pair),
            Layer = layerNumber,
            Head = headNumber,
            Query = parsed.GetValue(query),
            Measure = parsed.GetValue(measure),
            Link = parsed.GetValue(link),
            Outputs = parsed.GetValue(output) ?? [],
            Tensors = parsed.GetValue(tensors),
            Threads = count,
            Options = new() { SpecialTokens = !parsed.GetValue(noSpecialTokens), StartToken = parsed.GetValue(bos) },
        };
    }

    private static void Refuse(bool wrong, string sentence)
    {
        if (wrong)
        {
            throw new RequestException(sentence);
        }
    }

    private static Option<T> Named<T>(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
