using Headlight.Analysis;
using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>What differs between two texts, and the heads that look most differently.</summary>
internal static class DifferenceTable
{
    public static IRenderable Of(
        Reading a, Reading b, Alignment alignment, IReadOnlyList<HeadDifference> heads, int shown)
    {
        var table = Tables.Of("head", "JSD, bits", "total variation", "effect on the output");
        foreach (var head in heads.OrderByDescending(head => head.Divergence).Take(shown))
        {
            table.AddRow(Tables.Cells(
                head.Name, Readable.Number(head.Divergence), Readable.Number(head.Variation), "not measured"));
        }
        var replaced = alignment.Pairs.Where(pair => a.Tokens[pair.First].Id != b.Tokens[pair.Second].Id)
            .Select(pair => $"{Word(a, pair.First)} | {Word(b, pair.Second)}");
        var lines = new List<IRenderable> { new Text($"differ: {Listed(replaced)}") };
        if (alignment.OnlyFirst.Count + alignment.OnlySecond.Count > 0)
        {
            var only = alignment.OnlyFirst.Select(i => $"A: {Word(a, i)}")
                .Concat(alignment.OnlySecond.Select(i => $"B: {Word(b, i)}"));
            lines.Add(new Text($"stand for nothing in the other text: {Listed(only)}; in the mean, " +
                $"{Readable.Percent(heads.Average(head => head.Unaligned))} of the weight is on them"));
        }
        lines.AddRange([Text.Empty, table, new Text($"{Math.Min(shown, heads.Count)} of {heads.Count} heads, by the " +
            "Jensen–Shannon divergence of where they look. A difference of weights is no effect.")]);
        return new Rows(lines);
    }

    private static string Word(Reading reading, int token) => Readable.Text(reading.Tokens[token].Text.Trim());

    private static string Listed(IEnumerable<string> items) =>
        string.Join(", ", items) is { Length: > 0 } list ? list : "nothing";
}
