using Headlight.Attention;
using Headlight.Jobs;
using Headlight.Readings;

namespace Headlight.Mediation;

/// <summary>Measures one pair: all changed runs of a prompt go through the layers together.</summary>
internal static class PairMeasurement
{
    public static MediationResult Of(PairPlan plan, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var pair = plan.Pair;
        var she = new PromptRuns(plan, pair.She, pair.He, pair.ProbeShe);
        var he = new PromptRuns(plan, pair.He, pair.She, pair.ProbeHe);
        var done = 0;
        she.Measure(Tell, cancellation);
        he.Measure(Tell, cancellation);
        return new MediationResult
        {
            Id = pair.Pair.Id,
            PromptTokens = pair.She.Tokens.Count,
            LogShe = [she.Numbers[1], she.Numbers[0]],
            LogHe = [he.Numbers[1], he.Numbers[0]],
            Model = Effects(HeadChoice.All),
            Layers = [.. Enumerable.Range(0, plan.Layers).Select(layer => Effects(new HeadChoice(layer, null)))],
            Heads = [.. Enumerable.Range(0, plan.Layers).Select(layer => (IReadOnlyList<(double, double)>)
                [.. Enumerable.Range(0, plan.Heads).Select(head => Effects(new HeadChoice(layer, head)))])],
            GapShe = Gaps(pair.She),
            GapHe = Gaps(pair.He),
            FemaleFirst = pair.Pair.FemaleFirst,
            Ablation = plan.Asks(MediationMeasures.Ablation)
                ? new AblationResult(
                    she.Off(Change.Zero), she.Off(Change.Mean), he.Off(Change.Zero), he.Off(Change.Mean))
                : null,
            Edges = plan.Asks(MediationMeasures.Edges)
                ? new EdgeResult([.. plan.Wanted().Select(Place)], she.Edges(), he.Edges())
                : null,
        };

        void Tell() => progress?.Report(new JobProgress("Run", ++done, she.Count + he.Count));

        (double, double) Effects(HeadChoice heads) => (
            Math.Exp(she.Taken(heads) - she.Before) - 1, Math.Exp(he.Taken(heads) - she.Before) - 1);

        double[][] Gaps(Reading reading) => plan.Grid(head =>
            pair.Weights(reading, head) is [var first, var second] ? first - second : double.NaN);
    }

    private static (int Layer, int Head) Place(HeadChoice head) => (head.Layer!.Value, head.Head!.Value);
}
