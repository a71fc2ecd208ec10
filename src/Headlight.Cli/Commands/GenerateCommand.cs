using System.CommandLine;
using Headlight.Cli.Input;
using Headlight.Cli.Rendering;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>`headlight generate`: goes on with a text, printing as it goes.</summary>
internal sealed class GenerateCommand
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = "A decoder: a bundled name, a folder, a .gguf file, or a Hugging Face id in the local cache.",
    };
    private readonly Argument<string?> text = new("TEXT")
    {
        Description = "The text to go on with; `-` reads it from standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly Option<string?> textFile = Named<string?>("--text-file", "FILE", "Read the text from a file.");
    private readonly Option<int> most = Named<int>("--max-new-tokens", "N", "The most tokens to add. [default: 20]");
    private readonly Option<bool> ignoreEnd = Flag("--ignore-end", "Go on after the token that ends a text.");
    private readonly Option<double> temperature = Named<double>(
        "--temperature", "T", "Draw tokens by softmax(logits / T). [default: 0, the most probable token]");
    private readonly Option<int?> topK = Named<int?>("--top-k", "K", "Draw from the K most probable tokens only.");
    private readonly Option<double?> topP = Named<double?>(
        "--top-p", "P", "Draw from the fewest tokens whose probabilities reach P.");
    private readonly Option<int> seed = Named<int>("--seed", "S", "The same seed draws the same tokens. [default: 0]");
    private readonly Option<bool> bos = Flag("--bos", "Put the vocabulary's start token first.");
    private readonly Option<bool> probabilities = Flag(
        "--probabilities", "Also print each token with its probability and the best alternatives.");
    private readonly Option<string[]> output = Named<string[]>(
        "--output", "FILE", "Write the reading of the whole text; may be given several times.");
    private readonly Option<string?> tensors = Named<string?>(
        "--tensors", "LIST", "What is written, such as attn,q.3, or all. [default: q,k,v,last_logits]");

    public static Command Create(Screen screen)
    {
        var generate = new GenerateCommand();
        var command = new Command("generate", "Goes on with a text, token by token, as a decoder would.")
        {
            generate.model, generate.text, generate.textFile, generate.most, generate.ignoreEnd,
            generate.temperature, generate.topK, generate.topP, generate.seed, generate.bos,
            generate.probabilities, generate.output, generate.tensors,
        };
        command.SetAction((parsed, cancellation) => generate.RunAsync(parsed, screen, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellation)
    {
        var names = parsed.GetValue(tensors);
        var files = new OutputFiles(parsed.GetValue(output) ?? []);
        files.Check();
        var selection = names is null ? TensorSelection.Default : TensorSelection.Parse(names);
        var prompt = await TextSource.ReadAsync(
            parsed.GetValue(text), parsed.GetValue(textFile), screen.Input, cancellation);
        using var loaded = TransformerModel.Load(parsed.GetValue(model)!, null, null, cancellation);
        selection.Check(loaded.Info);
        var continuation = loaded.Continue(prompt, Options(parsed));
        await screen.Output.WriteAsync(prompt);
        await foreach (var token in continuation.WriteAsync(cancellation))
        {
            await screen.Output.WriteAsync(token.Text);
            await screen.Output.FlushAsync(cancellation);
        }
        await screen.Output.WriteLineAsync();
        await screen.Error.WriteLineAsync($"{continuation.Tokens.Count} tokens; {continuation.Ended}.");
        if (parsed.GetValue(probabilities))
        {
            screen.Show(StepTable.Of(continuation.Tokens));
        }
        if (parsed.GetValue(output) is { Length: > 0 })
        {
            await files.WriteAsync(screen, await continuation.ReadAsync(cancellation), selection, cancellation);
        }
        return 0;
    }

    private GenerateOptions Options(ParseResult parsed) => new()
    {
        MaxNewTokens = parsed.GetResult(most) is null ? new GenerateOptions().MaxNewTokens : parsed.GetValue(most),
        IgnoreEnd = parsed.GetValue(ignoreEnd),
        Temperature = parsed.GetValue(temperature),
        TopK = parsed.GetValue(topK),
        TopP = parsed.GetValue(topP),
        Seed = parsed.GetValue(seed),
        StartToken = parsed.GetValue(bos),
    };

    private static Option<bool> Flag(string name, string description) => new(name) { Description = description };

    private static Option<T> Named<T>(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
