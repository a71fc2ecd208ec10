using Headlight.Attention;
using Headlight.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Runtime;

/// <summary>One block on some rows: x → q, k, v; then, with z from outside, → the next x.</summary>
internal sealed class BlockPass : IDisposable
{
    private readonly BlockCall call;
    private readonly AttentionRule rule;
    private readonly RowAngles angles;
    private readonly int rows;
    private readonly int width;
    private readonly OrtValue x;
    private readonly OrtValue[] made;

    public BlockPass(ModelRunner runner, int layer, float[] x, RowAngles angles)
    {
        (call, rule, this.angles) = (runner.Blocks[layer], runner.Definition.Rules[layer], angles);
        (rows, width) = (angles.Rows, runner.Definition.Shape.Width);
        var before = call.Before.Graph.Outputs.Select(output => Rows.Fresh((long)rows * output.Width)).ToArray();
        this.x = Rows.Wrap(x, rows);
        made = [.. before.Select(values => Rows.Wrap(values, rows))];
        call.Before.Run(input => Find(input, null), made);
        (Q, K, V) = (before[0], before[1], before[2]);
    }

    /// <summary>[rows, heads, size]</summary>
    public float[] Q { get; }

    /// <summary>[rows, key-value heads, size]</summary>
    public float[] K { get; }

    /// <summary>[rows, key-value heads, size]</summary>
    public float[] V { get; }

    /// <summary>z, [rows, heads, size] → the next x, [rows, width].</summary>
    public float[] After(float[] z)
    {
        var next = Rows.Fresh((long)rows * width);
        using var zValue = Rows.Wrap(z, rows);
        using var nextValue = Rows.Wrap(next, rows);
        call.After.Run(input => Find(input, zValue), [nextValue]);
        return next;
    }

    public void Dispose()
    {
        x.Dispose();
        Array.ForEach(made, value => value.Dispose());
    }

    private OrtValue Find(GraphInput input, OrtValue? z) => input.Source switch
    {
        InputSource.Rotary rotary => angles.Of(rule.Rotary!, rotary.Sine),
        InputSource.Activation when input.Name == "x" => x,
        InputSource.Activation when input.Name == "z" => z!,
        _ => made[Carried(input.Name)],
    };

    private int Carried(string name) => call.Before.Graph.Outputs.Select((output, index) => (output, index))
        .Single(pair => pair.output.Name == name).index;
}
