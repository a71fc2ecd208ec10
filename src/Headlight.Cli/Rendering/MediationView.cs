using System.Globalization;
using Headlight.Analysis;
using Headlight.Mediation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>What a set of pairs says together, as text.</summary>
internal static class MediationView
{
    private const int Shown = 10;

    public static IRenderable Of(MediationSummary summary, IReadOnlyList<MediationResult> results, string about)
    {
        var parts = new List<IRenderable>
        {
            new Text($"{about}; means with 95 % bootstrap intervals{Few(summary.Count)}"), Text.Empty, Totals(summary),
            new Text(string.Create(
                CultureInfo.InvariantCulture,
                $"total effect: median {summary.Median:0.000}, above 0 in {summary.Positive * 100:0} % of the pairs " +
                $"{Distribution(results)}")),
        };
        if (summary.Heads.Count > 0)
        {
            parts.AddRange([new Text(Share(summary)), Text.Empty, .. Heads(summary)]);
        }
        parts.AddRange(Others(summary, results));
        return new Rows(parts);
    }

    private static string Few(int count) => count == 1 ? ". One pair has no interval."
        : count < 10 ? $". {count} pairs support no conclusion: intervals of so few are too narrow." : "";

    private static Table Totals(MediationSummary summary)
    {
        var table = Tables.Of("effect of she → he on the odds", "mean", "interval");
        table.AddRow(Tables.Cells(["total", .. Cells(summary.Total)]));
        if (!double.IsNaN(summary.Indirect.Mean))
        {
            table.AddRow(Tables.Cells(["through attention (indirect)", .. Cells(summary.Indirect)]));
            table.AddRow(Tables.Cells(["past it (direct)", .. Cells(summary.Direct)]));
        }
        return table;
    }

    private static string Share(MediationSummary summary) => summary.ThroughAttention is { } share
        ? $"share through attention: {Readable.Percent(share.Mean)} [{Readable.Percent(share.Low)}, " +
            $"{Readable.Percent(share.High)}]"
        : "share through attention: withheld, since the total effect may be 0";

    // How many pairs lie in each part of the range: lowest to greatest.
    private static string Distribution(IReadOnlyList<MediationResult> results)
    {
        double[] edges = [-0.5, -0.25, -0.1, 0, 0.1, 0.25, 0.5, 1];
        var counts = new int[edges.Length + 1];
        foreach (var result in results)
        {
            counts[edges.Count(edge => result.Total >= edge)]++;
        }
        var most = Math.Max(1, counts.Max());
        return $"(−1 {string.Concat(counts.Select(count => " ▁▂▃▄▅▆▇█"[(int)Math.Ceiling(8.0 * count / most)]))} 1+)";
    }

    private static IEnumerable<IRenderable> Heads(MediationSummary summary)
    {
        var table = Tables.Of("head", "can it carry it? NIE", "interval", "corrected p", "looks differently by");
        var ends = summary.Heads.Take(Shown).Concat(summary.Heads.Skip(Shown).TakeLast(Shown / 2));
        foreach (var head in ends)
        {
            table.AddRow(Tables.Cells(
                [head.Name, .. Cells(head.Indirect), P(head.Corrected), Signed(head.WeightChange.Mean)]));
        }
        yield return table;
        yield return new Text((summary.Heads.Count > Shown + Shown / 2
            ? $"the {Shown} greatest and the {Shown / 2} least of {summary.Heads.Count} heads"
            : $"{summary.Heads.Count} heads") +
            $"; p corrected for {summary.Heads.Count} (sign flips, maxT)");
        yield return new Text(
            $"looks against matters: rank correlation {Words(summary.LooksAgainstMatters)} over heads");
        yield return Text.Empty;
        yield return Picture(summary);
    }

    // A row for each layer, a sign for each head: + or − where its interval does not include 0.
    private static Rows Picture(MediationSummary summary)
    {
        var greatest = summary.Heads.Max(head => Math.Abs(head.Indirect.Mean));
        var last = summary.Heads.Max(head => head.Head);
        var lines = summary.Heads.GroupBy(head => head.Layer).OrderBy(layer => layer.Key).Select(layer => new Text(
            $"layer {layer.Key,2} " +
            string.Concat(Enumerable.Range(0, last + 1).Select(index => layer.FirstOrDefault(
                head => head.Head == index) is { } head ? Sign(head, greatest) : "   "))));
        return new Rows(
            [.. lines, new Text("+ carries the difference, − carries it the other way, · interval includes 0; " +
                "the height is the size of the mean")]);
    }

    private static string Sign(HeadSummary head, double greatest)
    {
        var height = "▁▂▃▄▅▆▇█"[(int)Math.Min(7, Math.Floor(8 * Math.Abs(head.Indirect.Mean) / greatest))];
        return $" {(head.Indirect.MayBeZero ? '·' : head.Indirect.Mean > 0 ? '+' : '−')}{height}";
    }

    // Three questions, three names, never merged.
    private static IEnumerable<IRenderable> Others(
        MediationSummary summary, IReadOnlyList<MediationResult> results)
    {
        var ablation = results.All(result => result.Ablation is not null);
        var edges = results.All(result => result.Edges is not null);
        if (ablation)
        {
            yield return Text.Empty;
            yield return Question(
                "is it needed? heads whose mean in their place changes the log odds after “she” most, " +
                $"n = {results.Count}",
                Ranked(results, (result, layer, head) => result.Ablation!.MeanShe[layer][head]));
        }
        if (edges)
        {
            yield return Text.Empty;
            yield return Question(
                "do its links matter? heads whose links to both occupations, cut, change the log odds after “she” " +
                $"most, n = {results.Count}",
                results[0].Edges!.Heads.Select((head, index) => (head.Layer, head.Head,
                    results.Average(result => result.Edges!.She.Head[index][2][1]))));
        }
        if ((ablation || edges) && summary.Heads.Count > 0 && ablation)
        {
            var off = Ranked(results, (result, layer, head) => result.Ablation!.MeanShe[layer][head])
                .ToDictionary(head => (head.Layer, head.Head), head => Math.Abs(head.Value));
            var rank = RankCorrelation.Of(
                [.. summary.Heads.Select(head => Math.Abs(head.Indirect.Mean))],
                [.. summary.Heads.Select(head => off[(head.Layer, head.Head)])]);
            yield return new Text($"These are different questions and their answers differ: rank correlation of the " +
                $"sizes of “can it carry it” and “is it needed” {Words(rank)} over heads.");
        }
    }

    private static Rows Question(string title, IEnumerable<(int Layer, int Head, double Value)> heads)
    {
        var ranked = heads.Where(head => !double.IsNaN(head.Value)).OrderByDescending(head => Math.Abs(head.Value));
        return new Rows(new Text(title), new Text(string.Join(", ", ranked.Take(Shown).Select(
            head => $"L{head.Layer}H{head.Head} {Readable.Change(head.Value)}"))));
    }

    private static IEnumerable<(int Layer, int Head, double Value)> Ranked(
        IReadOnlyList<MediationResult> results, Func<MediationResult, int, int, double> value) =>
        from layer in Enumerable.Range(0, results[0].GapShe.Length)
        from head in Enumerable.Range(0, results[0].GapShe[layer].Length)
        select (layer, head, results.Average(result => value(result, layer, head)));

    private static string[] Cells(Estimate estimate) =>
        [Signed(estimate.Mean), double.IsNaN(estimate.Low) ? "–" : $"[{Signed(estimate.Low)}, " +
            $"{Signed(estimate.High)}]"];

    private static string Words(RankCorrelation rank) => double.IsNaN(rank.Low)
        ? $"withheld, n = {rank.Count}: too few for an interval"
        : string.Create(
            CultureInfo.InvariantCulture, $"{rank.Value:0.00} [{rank.Low:0.00}, {rank.High:0.00}], n = {rank.Count}");

    private static string P(double p) => double.IsNaN(p) ? "–" : p.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0", CultureInfo.InvariantCulture);
}
