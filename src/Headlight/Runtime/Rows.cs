using Headlight.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Runtime;

/// <summary>Arrays of rows, as graphs take and give them.</summary>
internal static class Rows
{
    /// <summary>Runs a graph that takes one value per row and gives one.</summary>
    public static float[] Through(GraphCall call, float[] rows)
    {
        var source = (InputSource.Activation)call.Graph.Inputs.Single(input => input.Name == "x").Source;
        var count = rows.Length / source.Width;
        var result = new float[(long)count * call.Graph.Outputs[0].Width];
        using var input = Wrap(rows, count);
        using var output = Wrap(result, count);
        call.Run(_ => input, [output]);
        return result;
    }

    public static OrtValue Wrap(float[] values, int rows) =>
        OrtValue.CreateTensorValueFromMemory(values, [rows, values.Length / rows]);

    /// <summary>Written in full before it is read: not cleared first.</summary>
    public static float[] Fresh(long length) => GC.AllocateUninitializedArray<float>(checked((int)length));
}
