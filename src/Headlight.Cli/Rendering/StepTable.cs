using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>Every token that was written, with its probability and what else was likely.</summary>
internal static class StepTable
{
    public static IRenderable Of(IReadOnlyList<GeneratedToken> tokens)
    {
        var table = Tables.Of("token", "probability", "most probable");
        foreach (var token in tokens)
        {
            var best = token.Alternatives.Select(other =>
                $"{Readable.Text(other.Text)} {Readable.Number(other.Probability)}");
            table.AddRow(Tables.Cells(
                Readable.Text(token.Text), Readable.Number(token.Probability), string.Join("  ", best)));
        }
        return new Rows(Text.Empty, table);
    }
}
