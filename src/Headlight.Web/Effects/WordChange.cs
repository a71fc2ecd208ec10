using Headlight.Effects;
using Headlight.Readings;

namespace Headlight.Web.Effects;

/// <summary>The next word, or the word at the mask, before and after a change.</summary>
/// <param name="Divergence">Σ p · ln(p / q) in nats; null for models without a vocabulary head.</param>
/// <param name="Words">The best of both runs with their probabilities in each.</param>
internal sealed record WordChange(
    double? Divergence, IReadOnlyList<(Prediction Word, double Before, double After)> Words)
{
    private const int Shown = 8; // of each run

    /// <summary>After the last token.</summary>
    public static WordChange OfLast(Reading before, Reading after) => before.LastLogits.IsEmpty
        ? new WordChange(null, [])
        : new WordChange(
            NextWords.Divergence(before, after),
            Best(before, after, id => NextWords.Probability(before, id), id => NextWords.Probability(after, id)));

    /// <summary>Of readings that predict every word.</summary>
    public static WordChange OfAll(Reading before, Reading after)
    {
        var p = before.Predictions.ToDictionary(word => word.Id, word => word.Probability);
        var q = after.Predictions.ToDictionary(word => word.Id, word => word.Probability);
        var divergence = p.Where(word => word.Value > 0).Sum(word =>
            word.Value * Math.Log(word.Value / q.GetValueOrDefault(word.Key)));
        return new WordChange(
            divergence, Best(before, after, id => p.GetValueOrDefault(id), id => q.GetValueOrDefault(id)));
    }

    private static IReadOnlyList<(Prediction Word, double Before, double After)> Best(
        Reading before, Reading after, Func<int, double> p, Func<int, double> q) =>
    [
        .. before.Predictions.Take(Shown).Concat(after.Predictions.Take(Shown)).DistinctBy(word => word.Id)
            .Select(word => (word, p(word.Id), q(word.Id))),
    ];
}
