using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>Where one query of one head looks: a bar for each key in the order of the text.</summary>
internal static class HeadView
{
    private const int MostBars = 20;
    private const double Sink = 1e-3;

    public static Paragraph Of(AttentionSet set, HeadReading head, int query, bool causal, int width)
    {
        var row = head.PatternRows(query, 1);
        row = causal && set.Name != "cross" ? row[..(query + 1)] : row; // the others are masked: exactly 0
        var drawn = Drawn(row);
        var asks = set.Queries[query];
        var stack = set.Name == "encoder" ? "" : $" ({set.Name})";
        var page = Ink.Page($"{head.Name}{stack}: where {query}:{Readable.Text(asks.Text)} looks");
        var strongest = drawn.MaxBy(key => float.IsNaN(row[key]) ? -1 : row[key]);
        var label = Math.Min(width / 3, drawn.Max(key => Readable.Cells(Readable.Text(set.Keys[key].Text))));
        var room = Math.Max(10, Math.Min(50, width - label - 22));
        foreach (var key in drawn)
        {
            page.Append($"{key,5} ", Ink.Faint)
                .Append(Readable.Cell(Readable.Text(set.Keys[key].Text), label))
                .Append($" {Readable.Percent(row[key]),8} ")
                .Append(Bar(row[key], room), Ink.Light)
                .Append(key == strongest ? " ← most\n" : "\n", Ink.Faint);
        }
        return page.Append(Rest(row, drawn), Ink.Faint);
    }

    // The weightiest keys, in the order of the text. A NaN is never hidden behind a number.
    private static int[] Drawn(float[] row) =>
        [.. Enumerable.Range(0, row.Length)
            .OrderByDescending(key => float.IsNaN(row[key]) ? 2 : row[key])
            .Take(MostBars).Order()];

    // Weight that is not drawn is accounted for: other keys, and a sink where rows do not sum to 1.
    private static string Rest(float[] row, int[] drawn)
    {
        var whole = row.Sum(weight => (double)weight);
        var shown = drawn.Sum(key => (double)row[key]);
        var hidden = row.Length - drawn.Length;
        var more = hidden > 0 ? $"… {hidden} more keys hold {Readable.Percent(Math.Max(0, whole - shown))}\n" : "";
        return 1 - whole > Sink ? $"{more}The head's sink holds {Readable.Percent(1 - whole)}\n" : more;
    }

    /// <summary>A bar in eighths of a cell; a full one is a weight of 1.</summary>
    internal static string Bar(float weight, int cells)
    {
        var eighths = float.IsNaN(weight) ? 0 : (int)Math.Round(Math.Clamp(weight, 0, 1) * cells * 8);
        var rest = eighths % 8 == 0 ? "" : ((char)('█' + 8 - eighths % 8)).ToString();
        return new string('█', eighths / 8) + rest;
    }
}
