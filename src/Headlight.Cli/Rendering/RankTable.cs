using System.Globalization;
using Headlight.Analysis;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>Heads ranked by an effect; where a link was cut, its weight and norm share beside it.</summary>
internal static class RankTable
{
    /// <param name="reading">The text as it is.</param>
    /// <param name="ranked">All heads, the greatest effect first.</param>
    /// <param name="edit">What was done to each, with some head in it.</param>
    /// <param name="outcome">What was measured.</param>
    /// <param name="shown">How many are shown.</param>
    public static IRenderable Of(
        Reading reading, IReadOnlyList<HeadEffect> ranked, Edit edit, Outcome outcome, int shown)
    {
        var count = $"{Math.Min(shown, ranked.Count)} of {ranked.Count} heads, by the change of {outcome.Name}" +
            $"{(outcome.Unit.Length > 0 ? ", " + outcome.Unit : "")}.";
        var what = edit.InWords.Replace(edit.Heads.ToString(), "each head in turn", StringComparison.Ordinal);
        var parts = edit is CutLinks { Queries: { } queries } cut
            ? Links(reading, ranked, queries, cut.Keys, shown)
            : Plain(ranked, shown);
        return new Rows([new Text(what), Text.Empty, .. parts, new Text(count)]);
    }

    /// <summary>Every link of one query in one head: its weight, its norm share and what cutting it does.</summary>
    public static IRenderable OfLinks(
        Reading reading, HeadChoice choice, int query, IReadOnlyList<Effect> effects, Outcome outcome)
    {
        var head = reading.Layers[choice.Layer!.Value].Heads[choice.Head!.Value];
        var (weights, shares) = (head.PatternRows(query, 1), NormShare.Of(head, query));
        var table = Tables.Of("to", "weight", "norm share", "effect");
        foreach (var key in Enumerable.Range(0, effects.Count).OrderByDescending(key => Math.Abs(effects[key].Change)))
        {
            table.AddRow(Tables.Cells(
                $"{key} {Readable.Text(reading.Tokens[key].Text)}", Readable.Number(weights[key]),
                Readable.Number(shares[key]), Readable.Change(effects[key].Change)));
        }
        double[] sizes = [.. effects.Select(effect => Math.Abs(effect.Change))];
        return new Rows(
            new Text($"in {head.Name}, what {query} {Readable.Text(reading.Tokens[query].Text)} gives is cut, " +
                "link by link"),
            Text.Empty, table,
            Told(
                [.. weights.Take(effects.Count).Select(weight => (double)weight)],
                [.. shares.Take(effects.Count)], sizes,
                "links"),
            new Text($"effect: change of {outcome.Name}{(outcome.Unit.Length > 0 ? ", " + outcome.Unit : "")}"));
    }

    private static IEnumerable<IRenderable> Plain(IReadOnlyList<HeadEffect> ranked, int shown)
    {
        var table = Tables.Of("head", "effect");
        foreach (var effect in ranked.Take(shown))
        {
            table.AddRow(Tables.Cells(effect.Name, Readable.Change(effect.Change)));
        }
        yield return table;
    }

    private static IEnumerable<IRenderable> Links(
        Reading reading, IReadOnlyList<HeadEffect> ranked, IReadOnlyList<int> queries, IReadOnlyList<int> keys,
        int shown)
    {
        var heads = ranked.Select(effect => reading.Layers[effect.Layer].Heads[effect.Head]).ToList();
        double[] weights = [.. heads.Select(head => queries.Sum(query => Sum(head.PatternRows(query, 1), keys)))];
        double[] shares = [.. heads.Select(head => queries.Sum(query => Sum(NormShare.Of(head, query), keys)))];
        var table = Tables.Of("head", "weight", "norm share", "effect");
        for (var i = 0; i < Math.Min(shown, ranked.Count); i++)
        {
            table.AddRow(Tables.Cells(
                ranked[i].Name, Readable.Number(weights[i]), Readable.Number(shares[i]),
                Readable.Change(ranked[i].Change)));
        }
        double[] effects = [.. ranked.Select(effect => Math.Abs(effect.Change))];
        yield return table;
        yield return Told(weights, shares, effects, "heads of one text");
    }

    // How well looks tell effects.
    private static Text Told(double[] weights, double[] shares, double[] effects, string what) => new(
        $"rank correlation with the size of the effect: weight {InWords(RankCorrelation.Of(weights, effects))}, norm " +
        $"share {InWords(RankCorrelation.Of(shares, effects))}; n = {effects.Length} {what}");

    private static string InWords(RankCorrelation rank) => string.Create(
        CultureInfo.InvariantCulture, $"{rank.Value:0.00} [{rank.Low:0.00}, {rank.High:0.00}]");

    private static double Sum<T>(IReadOnlyList<T> row, IReadOnlyList<int> keys) where T : IConvertible =>
        keys.Sum(key => row[key].ToDouble(CultureInfo.InvariantCulture));
}
