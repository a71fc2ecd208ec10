using Google.Protobuf;
using Headlight.Graphs;
using Headlight.Graphs.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Bench;

/// <summary>What ONNX Runtime reaches on one large matrix product: the yardstick for a whole reading.</summary>
internal static class GemmPeak
{
    private const int Rows = 1024, Inner = 4096, Columns = 1024;

    /// <summary>Operations per second, two per multiplication and addition; the best of 60.</summary>
    public static double Measure(int threads)
    {
        var graph = new GraphProto { Name = "gemm" };
        graph.Input.Add(OnnxTypes.Rows("a", Inner));
        graph.Input.Add(OnnxTypes.Rows("b", Inner));
        graph.Output.Add(OnnxTypes.Rows("c", Columns));
        var node = new NodeProto { OpType = "Gemm", Name = "c" };
        node.Input.Add(["a", "b"]);
        node.Output.Add("c");
        node.Attribute.Add(OnnxTypes.Attribute("transB", 1));
        graph.Node.Add(node);
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        using var session = new InferenceSession(OnnxTypes.Model(graph).ToByteArray(), options);
        using var a = OrtValue.CreateTensorValueFromMemory(new float[Rows * Inner], [Rows, Inner]);
        using var b = OrtValue.CreateTensorValueFromMemory(new float[Columns * Inner], [Columns, Inner]);
        using var run = new RunOptions();
        var time = Measured.Of(60, () => session.Run(run, ["a", "b"], [a, b], ["c"]).Dispose());
        return 2.0 * Rows * Inner * Columns / (time.Least / 1e3);
    }
}
