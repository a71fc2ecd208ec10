using System.Collections.Concurrent;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>What one head does on one text, by one measure.</summary>
/// <param name="Value">The measure; NaN where there was no query to take it over.</param>
/// <param name="Chance">What a head with uniform attention would score on this very text.</param>
/// <param name="Count">Queries it was taken over; below 3 it is too few to speak of.</param>
public readonly record struct MeasureValue(double Value, double Chance, int Count);

/// <summary>A pure function of a head's pattern and the tokens.</summary>
/// <param name="Name">`previous`, `itself`, `same-word` …</param>
/// <param name="Meaning">One line for people.</param>
/// <param name="Of">The function.</param>
public sealed record HeadMeasure(string Name, string Meaning, Func<AttentionSet, HeadReading, MeasureValue> Of);

/// <summary>
/// The measures of heads: means over queries. All but `first` and `separator` leave out parked tokens, as query
/// (their rows) and as key (their weight counts 0, nothing is rescaled).
/// </summary>
public static class HeadMeasures
{
    private static readonly AttentionRule BackOnly = new() { Scale = 1, Causal = true };
    private static readonly AttentionRule BothWays = new() { Scale = 1 };

    /// <summary>All measures that can be taken of an attention set, in display order.</summary>
    public static IReadOnlyList<HeadMeasure> For(AttentionSet set)
    {
        var text = new MeasuredText(set);
        return [.. RowMeasures.For(text).Select(measure => Build(text, measure))];
    }

    /// <summary>
    /// The head to open on: the largest mean, over queries, of the largest weight on a key that is neither
    /// parked, nor the query itself, nor the token before.
    /// </summary>
    public static HeadReading Opening(AttentionSet set)
    {
        var text = new MeasuredText(set);
        var elsewhere = new RowMeasure("", "", text.LargestElsewhere);
        return set.Layers.SelectMany(layer => layer.Heads).AsParallel().AsOrdered()
            .Select(head => (Head: head, Mean(text, elsewhere, head.Pattern).Value)).AsEnumerable()
            .MaxBy(each => each.Value).Head
            ?? throw new RequestException("The reading recorded no heads: turn the recording of attention on.");
    }

    /// <summary>
    /// The query and key of a head's largest weight, by the same rule: the query is not parked, the key neither parked,
    /// nor the query itself, nor the token before. Null where there is no such weight.
    /// </summary>
    public static (int Query, int Key)? Strongest(AttentionSet set, HeadReading head)
    {
        var text = new MeasuredText(set);
        var pattern = head.Pattern;
        var (best, found) = (0f, ((int, int)?)null);
        for (var query = 0; query < pattern.Rows; query++)
        {
            if (!text.IsParked(query) && text.KeyElsewhere(pattern.Row(query), query) is { } key
                && pattern[query, key] > best)
            {
                (best, found) = (pattern[query, key], (query, key));
            }
        }
        return found;
    }

    /// <summary>
    /// What a measure leaves out, for people: the first token, or [CLS] and [SEP], where heads park weight that
    /// they have no use for.
    /// </summary>
    public static string LeftOut(string measure) => measure is "first" or "separator"
        ? "Every token counts."
        : "The first token (in BERT, [CLS] and [SEP]) is left out: no query, and weight on it counts 0.";

    private static HeadMeasure Build(MeasuredText text, RowMeasure measure)
    {
        var chances = new ConcurrentDictionary<AttentionRule, double>(ReferenceEqualityComparer.Instance);
        return new HeadMeasure(measure.Name, measure.Meaning, (_, head) =>
        {
            var (value, count) = Mean(text, measure, head.Pattern);
            var chance = chances.GetOrAdd(RuleOf(head.Layer), rule => Mean(text, measure, text.Uniform(rule)).Value);
            return new MeasureValue(value, chance, count);
        });
    }

    // Of a recorded pattern it is only known whether it looks back only.
    private static AttentionRule RuleOf(LayerReading layer) =>
        layer.Rule ?? (layer.Causal ? BackOnly : BothWays);

    private static (double Value, int Count) Mean(MeasuredText text, RowMeasure measure, Matrix pattern)
    {
        var (sum, count) = (0.0, 0);
        for (var query = 0; query < pattern.Rows; query++)
        {
            if (measure.Applies(text, query))
            {
                sum += measure.Of(pattern.Row(query), query);
                count++;
            }
        }
        return (count > 0 ? sum / count : double.NaN, count);
    }
}
