using Headlight.Attention;
using Headlight.Effects;
using Headlight.Runtime;

namespace Headlight.Mediation;

/// <summary>A pair, and what is asked of it.</summary>
internal sealed record PairPlan(ModelRunner Runner, CheckedPair Pair, MediationOptions Options, HeadMeans? Means)
{
    public int Layers => Runner.Definition.Shape.Layers;

    public int Heads => Runner.Definition.Shape.Heads;

    public bool Asks(MediationMeasures measure) => Options.Measures.HasFlag(measure);

    /// <summary>The heads that are measured.</summary>
    public IEnumerable<HeadChoice> Wanted() =>
        from layer in Enumerable.Range(0, Layers)
        from head in Enumerable.Range(0, Heads)
        where Options.Heads.Count == 0 || Options.Heads.Any(choice => choice.Includes(layer, head))
        select new HeadChoice(layer, head);

    /// <summary>A number of every head, [layer][head].</summary>
    public double[][] Grid(Func<HeadChoice, double> number) =>
        [.. Enumerable.Range(0, Layers).Select(layer => Enumerable.Range(0, Heads).Select(
            head => number(new HeadChoice(layer, head))).ToArray())];
}
