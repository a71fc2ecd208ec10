using System.CommandLine;
using Headlight.Cli.Input;
using Headlight.Cli.Rendering;

namespace Headlight.Cli.Commands;

/// <summary>`headlight tokenize`: the tokens of a text as a table, or of many as JSON lines.</summary>
internal sealed class TokenizeCommand
{
    private readonly Argument<string> path = new("PATH")
    {
        Description = "A tokenizer.json, model folder, .gguf file or bundled name.",
    };
    private readonly Argument<string?> text = new("TEXT")
    {
        Description = "The text; `-` reads it from standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> textFile = new("--text-file")
    {
        HelpName = "FILE",
        Description = "Read the text from a file.",
    };
    private readonly Option<string?> pair = new("--pair") { HelpName = "TEXT", Description = "A second text." };
    private readonly Option<string?> from = new("--from")
    {
        HelpName = "FILE",
        Description = "A .jsonl file with {\"id\", \"text\", \"pair\"?} in each line; prints one JSON object a line.",
    };
    private readonly Option<bool> noSpecialTokens = new("--no-special-tokens")
    {
        Description = "Add no special tokens around the text.",
    };

    public static Command Create(Screen screen)
    {
        var tokenize = new TokenizeCommand();
        var command = new Command(
            "tokenize",
            "Shows the tokens of a text: ids, pieces, and where they stand in the text.")
        {
            tokenize.path, tokenize.text, tokenize.textFile, tokenize.pair, tokenize.from, tokenize.noSpecialTokens,
        };
        command.SetAction((parsed, cancellation) => tokenize.RunAsync(parsed, screen, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellation)
    {
        var special = !parsed.GetValue(noSpecialTokens);
        var (given, rows) = (parsed.GetValue(text), parsed.GetValue(from));
        if (rows is null)
        {
            var source = await TextSource.ReadAsync(
                given, parsed.GetValue(textFile), screen.Input, cancellation);
            var tokenizer = TextTokenizer.Load(parsed.GetRequiredValue(path));
            var tokens = tokenizer.Tokenize(source, parsed.GetValue(pair), special);
            screen.Show(TokenTable.Of(tokens, source, parsed.GetValue(pair)));
            return 0;
        }
        if (given is not null || parsed.GetValue(textFile) is not null || parsed.GetValue(pair) is not null)
        {
            throw new RequestException("--from brings its own texts; leave TEXT, --text-file and --pair away.");
        }
        await LinesAsync(screen, TextTokenizer.Load(parsed.GetRequiredValue(path)), rows, special, cancellation);
        return 0;
    }

    private static async Task LinesAsync(
        Screen screen, TextTokenizer tokenizer, string file, bool special, CancellationToken cancellation)
    {
        foreach (var row in await TextRow.ReadAsync(file, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            var text = row.Text ?? throw new RequestException($"{row.Where} has no \"text\" to tokenize.");
            var tokens = Tokenize(tokenizer, row, text, special);
            var decoded = tokenizer.Decode([.. tokens.Select(token => token.Id)]);
            await screen.Output.WriteAsync(TokenLine.Of(row.Id, tokens, text, row.Pair, decoded) + "\n");
        }
    }

    private static IReadOnlyList<Readings.Token> Tokenize(
        TextTokenizer tokenizer, TextRow row, string text, bool special)
    {
        try
        {
            return tokenizer.Tokenize(text, row.Pair, special);
        }
        catch (RequestException wrong)
        {
            throw new RequestException($"{row.Where}: {wrong.Message}");
        }
    }
}
