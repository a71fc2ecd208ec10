using Headlight.Analysis;

namespace Headlight.Mediation;

/// <summary>One head over a set of examples.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Head">The head.</param>
/// <param name="Indirect">NIE: can it carry the difference?</param>
/// <param name="Direct">NDE of the same exchange.</param>
/// <param name="Corrected">
/// The chance, by sign flips, that any head of a model without effects would stand out as much: corrected for all
/// heads.
/// </param>
/// <param name="WeightChange">
/// How differently it looks: <see cref="MediationResult.WeightChange"/>; NaN where a pair does not say which
/// occupation is which.
/// </param>
public sealed record HeadSummary(
    int Layer, int Head, Estimate Indirect, Estimate Direct, double Corrected, Estimate WeightChange)
{
    /// <summary>`L9H3`</summary>
    public string Name => $"L{Layer}H{Head}";
}

/// <summary>What a set of examples says together: means of the values per example, never the ratio of means.</summary>
public sealed record MediationSummary
{
    /// <summary>Examples.</summary>
    public required int Count { get; init; }

    /// <summary>Total effect.</summary>
    public required Estimate Total { get; init; }

    /// <summary>Through all patterns.</summary>
    public required Estimate Indirect { get; init; }

    /// <summary>Past them.</summary>
    public required Estimate Direct { get; init; }

    /// <summary>The middle example's total effect.</summary>
    public required double Median { get; init; }

    /// <summary>Share of examples whose total effect is above 0.</summary>
    public required double Positive { get; init; }

    /// <summary>Mean NIE / mean TE; null where the interval of the total effect includes 0.</summary>
    public required Estimate? ThroughAttention { get; init; }

    /// <summary>Every head, the greatest indirect effect first; empty where not measured.</summary>
    public required IReadOnlyList<HeadSummary> Heads { get; init; }

    /// <summary>How well the change of weights tells the indirect effect, over heads.</summary>
    public required RankCorrelation LooksAgainstMatters { get; init; }

    /// <summary>Sums results up.</summary>
    /// <exception cref="RequestException">There is none.</exception>
    public static MediationSummary Of(
        IReadOnlyList<MediationResult> results, int resamples = 10_000, int seed = 0)
    {
        ArgumentNullException.ThrowIfNull(results);
        var bootstrap = new Bootstrap(results.Count, resamples, seed);
        double[] total = [.. results.Select(result => result.Total)];
        double[] indirect = [.. results.Select(result => result.Model.Indirect)];
        var heads = Measured(results, bootstrap, seed);
        var estimate = Interval(bootstrap, total);
        return new MediationSummary
        {
            Count = results.Count,
            Total = estimate,
            Indirect = Interval(bootstrap, indirect),
            Direct = Interval(bootstrap, [.. results.Select(result => result.Model.Direct)]),
            Median = Bootstrap.Quantile([.. total.Order()], 0.5),
            Positive = total.Count(value => value > 0) / (double)total.Length,
            ThroughAttention = estimate.MayBeZero || double.IsNaN(indirect[0])
                ? null : bootstrap.Ratio(indirect, total),
            Heads = [.. heads.OrderByDescending(head => head.Indirect.Mean)],
            LooksAgainstMatters = RankCorrelation.Of(
                [.. heads.Select(head => head.WeightChange.Mean)], [.. heads.Select(head => head.Indirect.Mean)]),
        };
    }

    // One example says nothing about others.
    private static Estimate Interval(Bootstrap bootstrap, double[] values) => values.Length > 1
        ? bootstrap.Of(values) : new Estimate(values[0], double.NaN, double.NaN);

    private static HeadSummary[] Measured(IReadOnlyList<MediationResult> results, Bootstrap bootstrap, int seed)
    {
        var first = results[0].Heads;
        var places = Enumerable.Range(0, first.Count).SelectMany(layer => Enumerable.Range(0, first[layer].Count)
            .Where(head => !double.IsNaN(first[layer][head].Indirect)).Select(head => (layer, head))).ToArray();
        var values = places.Select(place => results.Select(
            result => result.Heads[place.layer][place.head].Indirect).ToArray()).ToArray();
        var corrected = SignFlips.Corrected(values, seed);
        return [.. places.AsParallel().AsOrdered().Select((place, i) => new HeadSummary(
            place.layer, place.head, Interval(bootstrap, values[i]),
            Interval(bootstrap, [.. results.Select(result => result.Heads[place.layer][place.head].Direct)]),
            corrected[i],
            Interval(bootstrap, [.. results.Select(result => result.WeightChange(place.layer, place.head))])))];
    }
}
