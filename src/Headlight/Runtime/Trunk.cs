using Headlight.Attention;

namespace Headlight.Runtime;

/// <summary>A text's run as it is, kept for the changed runs that branch off from it.</summary>
internal sealed class Trunk
{
    private readonly ModelRunner runner;
    private readonly RunCache cache;
    private readonly IReadOnlyList<float[]> states;

    private Trunk(ModelRunner runner, TokenInput input, RunCache cache, Recording recording)
    {
        (this.runner, Input, this.cache) = (runner, input, cache);
        (states, Hidden) = (recording.States, recording.Hidden);
    }

    public TokenInput Input { get; }

    /// <summary>[tokens, width]</summary>
    public float[] Hidden { get; }

    /// <summary>Runs the text; every row sees the same as without a cache.</summary>
    public static Trunk Of(ModelRunner runner, TokenInput input, CancellationToken cancellation)
    {
        var cache = new RunCache(runner.Definition);
        var plan = new RecordingPlan(Attention: false, Z: false, States: true);
        return new Trunk(runner, input, cache, runner.Run(input, plan, null, null, cancellation, cache));
    }

    /// <summary>x as it enters a layer, from a row on: [tokens − first, width].</summary>
    public ReadOnlySpan<float> State(int layer, int first) =>
        states[layer].AsSpan(first * runner.Definition.Shape.Width);

    /// <summary>The keys of a layer, [tokens, key-value heads, size].</summary>
    public ReadOnlySpan<float> Keys(int layer) => cache[layer].K.Values;

    /// <summary>The values of a layer, [tokens, key-value heads, size].</summary>
    public ReadOnlySpan<float> Values(int layer) => cache[layer].V.Values;

    /// <summary>
    /// The first row that edits can change; the rows before it are those of the trunk. 0 where a model looks both ways.
    /// </summary>
    public int FirstRow(IEnumerable<Edit> edits) => runner.Definition.Rules.All(rule => rule.Causal)
        ? Math.Min(edits.Select(edit => edit.FirstRow).DefaultIfEmpty(0).Min(), Input.Ids.Length - 1)
        : 0;
}
