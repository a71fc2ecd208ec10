using System.CommandLine;
using Headlight.Analysis;
using Headlight.Cli.Rendering;

namespace Headlight.Cli.Commands;

/// <summary>`headlight compare`: which heads look differently in two texts.</summary>
internal sealed class CompareCommand
{
    private const int Shown = 15;

    private readonly Argument<string> model = new("MODEL")
    {
        Description = "A bundled name, a folder, a .gguf file, or a Hugging Face id in the local cache.",
    };
    private readonly Argument<string> first = new("TEXT_A") { Description = "The first text." };
    private readonly Argument<string> second = new("TEXT_B") { Description = "The second text." };
    private readonly Option<bool> all = new("--all-queries")
    {
        Description = "Compare where all tokens look. [default: the last token of each text]",
    };

    public static Command Create(Screen screen)
    {
        var compare = new CompareCommand();
        var command = new Command("compare", "Aligns two texts and ranks heads by how differently they look.")
        {
            compare.model, compare.first, compare.second, compare.all,
        };
        command.SetAction((parsed, cancellation) => compare.RunAsync(parsed, screen, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellation)
    {
        using var loaded = TransformerModel.Load(parsed.GetValue(model)!, null, null, cancellation);
        var a = await loaded.ReadAsync(parsed.GetValue(first)!, cancellation: cancellation);
        var b = await loaded.ReadAsync(parsed.GetValue(second)!, cancellation: cancellation);
        var alignment = Alignment.Of(a.Tokens, b.Tokens);
        (int, int)[]? queries = parsed.GetValue(all) ? null : [(a.Tokens.Count - 1, b.Tokens.Count - 1)];
        var differences = HeadDifference.Of(a, b, alignment, queries);
        screen.Show(DifferenceTable.Of(a, b, alignment, differences, Shown));
        return 0;
    }
}
