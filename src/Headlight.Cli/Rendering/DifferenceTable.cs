using System.Globalization;
using Headlight.Analysis;
using Headlight.Effects;
using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>What each head's pattern of the second text does to an outcome of the first.</summary>
internal sealed record HeadEffects(Outcome Outcome, IReadOnlyDictionary<(int Layer, int Head), double> Changes);

/// <summary>What differs between two texts, and the heads that look most differently.</summary>
internal sealed class DifferenceTable(
    Reading a, Reading b, Alignment alignment, HeadEffects? effects, int shown)
{
    /// <summary>Heads by the Jensen–Shannon divergence; with one query, what gains and loses most.</summary>
    public IRenderable ByDivergence(IReadOnlyList<HeadDifference> heads, bool last)
    {
        var table = Tables.Of(
            ["head", "JSD, bits", "total variation", .. last ? new[] { "A looks more at", "less at" } : [], "effect"]);
        foreach (var head in heads.OrderByDescending(head => head.Divergence).Take(shown))
        {
            table.AddRow(Tables.Cells(
            [
                head.Name, Readable.Number(head.Divergence), Readable.Number(head.Variation),
                .. last ? Extremes(head) : [], Effect(head.Layer, head.Head),
            ]));
        }
        var layers = heads.GroupBy(head => head.Layer)
            .Select(layer => (layer.Key, layer.Average(head => head.Divergence)))
            .OrderByDescending(layer => layer.Item2).Take(3)
            .Select(layer => $"{layer.Key} ({Readable.Number(layer.Item2)})");
        return new Rows(
        [
            .. Differ(heads.Average(head => head.Unaligned)), Text.Empty, table,
            new Text($"{Math.Min(shown, heads.Count)} of {heads.Count} heads, by the Jensen–Shannon divergence of " +
                $"where they look. Layers that differ most, in the mean: {string.Join(", ", layers)}."),
            .. Meaning(),
        ]);
    }

    /// <summary>Heads by the difference of differences between two keys, both signs.</summary>
    public IRenderable ByKeys((int A, int B) keys)
    {
        var queries = (a.Tokens.Count - 1, b.Tokens.Count - 1);
        var heads = a.Layers.Zip(b.Layers).SelectMany(layers => layers.First.Heads.Zip(layers.Second.Heads))
            .Select(pair => (pair.First, pair.Second, Contrast: PatternDifference.Contrast(
                pair.First, pair.Second, queries, keys, alignment)))
            .OrderByDescending(head => head.Contrast).ToList();
        var (one, two) = (Word(a, keys.A), Word(a, keys.B));
        var table = Tables.Of("head", $"A: {one}", two, $"B: {one}", two, "difference", "effect");
        var (up, down) = (heads.Where(head => head.Contrast > 0), heads.Where(head => head.Contrast < 0).Reverse());
        foreach (var (first, second, contrast) in up.Take(shown).Concat(down.Take(shown)))
        {
            var (p, q) = (first.PatternRows(queries.Item1, 1), second.PatternRows(queries.Item2, 1));
            table.AddRow(Tables.Cells(
                first.Name, Readable.Number(p[keys.A]), Readable.Number(p[keys.B]), Readable.Number(q[Second(keys.A)]),
                Readable.Number(q[Second(keys.B)]), Signed(contrast), Effect(first.Layer.Index, first.Index)));
        }
        return new Rows(
        [
            .. Differ(double.NaN), Text.Empty, table,
            new Text($"difference: how much more A’s last token prefers “{one}” to “{two}” than B’s. Heads of " +
                $"both signs, {shown} of each; {up.Count()} of {heads.Count} are positive. n = 1 pair of texts."),
            .. Meaning(),
        ]);
    }

    private IEnumerable<IRenderable> Meaning() =>
    [
        new Text(effects is null
            ? "A difference of weights is no effect: --measure measures one."
            : $"effect: change of {effects.Outcome.Name} in A when the head looks as in B."),
    ];

    private IEnumerable<IRenderable> Differ(double unaligned)
    {
        var replaced = alignment.Pairs.Where(pair => a.Tokens[pair.First].Id != b.Tokens[pair.Second].Id)
            .Select(pair => $"{Word(a, pair.First)} | {Word(b, pair.Second)}");
        yield return new Text($"differ: {Listed(replaced)}");
        if (alignment.OnlyFirst.Count + alignment.OnlySecond.Count > 0)
        {
            var only = alignment.OnlyFirst.Select(i => $"A: {Word(a, i)}")
                .Concat(alignment.OnlySecond.Select(i => $"B: {Word(b, i)}"));
            var weight = double.IsNaN(unaligned) ? "" : $"; in the mean, {Readable.Percent(unaligned)} of the " +
                "weight is on them";
            yield return new Text($"stand for nothing in the other text: {Listed(only)}{weight}");
        }
    }

    private string[] Extremes(HeadDifference head)
    {
        var row = PatternDifference.Row(
            a.Layers[head.Layer].Heads[head.Head], b.Layers[head.Layer].Heads[head.Head], alignment,
            (a.Tokens.Count - 1, b.Tokens.Count - 1));
        return [Key(row, row.Max()), Key(row, row.Min())];
    }

    private string Key(float[] row, float value) =>
        $"{Word(a, alignment.Pairs[Array.IndexOf(row, value)].First)} {Signed(value)}";

    private string Effect(int layer, int head) =>
        effects is null ? "not measured" : Readable.Change(effects.Changes[(layer, head)]);

    private int Second(int key) => alignment.Pairs.First(pair => pair.First == key).Second;

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0", CultureInfo.InvariantCulture);

    private static string Word(Reading reading, int token) => Readable.Text(reading.Tokens[token].Text.Trim());

    private static string Listed(IEnumerable<string> items) =>
        string.Join(", ", items) is { Length: > 0 } list ? list : "nothing";
}
