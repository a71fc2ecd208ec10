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
    public IEnumerable<HeadChoice> Wanted() => HeadChoice.Each(Layers, Heads).Where(head => Options.Heads.Count == 0
        || Options.Heads.Any(choice => choice.Includes(head.Layer!.Value, head.Head!.Value)));

    /// <summary>A number of every head, [layer][head].</summary>
    public double[][] Grid(Func<HeadChoice, double> number) =>
        [.. HeadChoice.Each(Layers, Heads).Select(number).Chunk(Heads)];
}
