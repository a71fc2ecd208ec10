using Headlight.Attention;
using Headlight.Effects;
using Headlight.Readings;

namespace Headlight.Mediation;

/// <summary>What is done to a head, or to all of a layer or model.</summary>
internal enum Change
{
    /// <summary>It takes over the other prompt's pattern.</summary>
    Pattern,

    /// <summary>It writes 0.</summary>
    Zero,

    /// <summary>It writes its mean.</summary>
    Mean,

    /// <summary>Links from the pronoun to occupations are cut.</summary>
    Cut,
}

/// <summary>One prompt, everything that is changed in it, and the log odds of each run.</summary>
internal sealed class PromptRuns
{
    private readonly PairPlan plan;
    private readonly Reading reading;
    private readonly ContinuationProbe probe;
    private readonly List<IReadOnlyList<Edit>> runs = [];
    private readonly Dictionary<(Change What, HeadChoice Heads, int Target, bool Renormalise), int> at = [];
    private double[] values = [];

    public PromptRuns(PairPlan plan, Reading reading, Reading other, ContinuationProbe probe)
    {
        (this.plan, this.reading, this.probe) = (plan, reading, probe);
        HeadChoice[] layers = [.. Enumerable.Range(0, plan.Layers).Select(layer => new HeadChoice(layer, null))];
        if (plan.Asks(MediationMeasures.Mediation))
        {
            var all = other.PatternsFor(HeadChoice.All, plan.Pair.Last);
            foreach (var heads in layers.Prepend(HeadChoice.All).Concat(plan.Wanted()))
            {
                Add(Change.Pattern, heads, all with { Heads = heads });
            }
        }
        foreach (var head in plan.Asks(MediationMeasures.Ablation) ? plan.Wanted() : [])
        {
            Add(Change.Zero, head, new ScaleHeads(head, 0));
            Add(Change.Mean, head, plan.Means!.Off(head));
        }
        foreach (var heads in plan.Asks(MediationMeasures.Edges) ? plan.Wanted().Prepend(HeadChoice.All) : [])
        {
            AddCuts(heads);
        }
    }

    /// <summary>How many changed runs there are.</summary>
    public int Count => runs.Count;

    /// <summary>ln p(anti) − ln p(stereo) as it is.</summary>
    public double Before { get; private set; }

    /// <summary>ln p of the anti-stereotypical and of the stereotypical continuation.</summary>
    public IReadOnlyList<double> Numbers { get; private set; } = [];

    public void Measure(Action told, CancellationToken cancellation)
    {
        var measurement = new Measurement(plan.Runner, probe, cancellation);
        (Before, Numbers) = (measurement.Before, measurement.Numbers);
        values = measurement.Of(runs, (_, _) => told(), cancellation);
    }

    /// <summary>The log odds with the other prompt's patterns; NaN where not measured.</summary>
    public double Taken(HeadChoice heads) => Value(Change.Pattern, heads);

    /// <summary>Changes of the log odds when heads are switched off.</summary>
    public double[][] Off(Change what) => plan.Grid(head => Value(what, head) - Before);

    /// <summary>Changes of the log odds when links are cut.</summary>
    public EdgeEffects Edges() => new(
        [.. plan.Wanted().Select(Cuts)], Cuts(HeadChoice.All),
        [.. plan.Wanted().Select(head => plan.Pair.Weights(reading, head))]);

    private double[][] Cuts(HeadChoice heads) => [.. Enumerable.Range(0, 3).Select(target => new[]
    {
        Value(Change.Cut, heads, target, false) - Before, Value(Change.Cut, heads, target, true) - Before,
    })];

    private void AddCuts(HeadChoice heads)
    {
        var occupations = plan.Pair.Occupations;
        int[][] targets = [.. occupations, [.. occupations.SelectMany(tokens => tokens)]];
        for (var target = 0; target < targets.Length; target++)
        {
            foreach (var renormalise in targets[target].Length > 0 ? new[] { false, true } : [])
            {
                Add(Change.Cut, heads, new CutLinks(heads, [plan.Pair.Last], targets[target], renormalise), target,
                    renormalise);
            }
        }
    }

    private void Add(Change what, HeadChoice heads, Edit edit, int target = 0, bool renormalise = false)
    {
        at.Add((what, heads, target, renormalise), runs.Count);
        runs.Add(EditChecks.Changing([edit], reading));
    }

    private double Value(Change what, HeadChoice heads, int target = 0, bool renormalise = false) =>
        at.TryGetValue((what, heads, target, renormalise), out var run) ? values[run] : double.NaN;
}
