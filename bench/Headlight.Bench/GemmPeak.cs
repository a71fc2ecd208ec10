using Google.Protobuf;
using Headlight.Graphs;
using Headlight.Graphs.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Bench;

/// <summary>What ONNX Runtime reaches on one large matrix product: the yardstick for a whole reading.</summary>
internal static class GemmPeak
{
    private const int Rows = 1024, Inner = 1024, Columns = 4096;

    public static void Print()
    {
        for (var i = 0; i < 3; i++)
        {
            var speed = Measure(Environment.ProcessorCount) / 1e9;
            Console.WriteLine($"{speed:0} GFLOP/s, {Rows} × {Inner} times {Inner} × {Columns}");
        }
    }

    // Operations per second, two per multiplication and addition; the best of 60.
    private static double Measure(int threads)
    {
        var graph = new GraphProto { Name = "gemm" };
        graph.Input.Add(OnnxTypes.Rows("a", Inner));
        graph.Initializer.Add(Weight());
        graph.Output.Add(OnnxTypes.Rows("c", Columns));
        var node = new NodeProto { OpType = "Gemm", Name = "c" };
        node.Input.Add(["a", "b"]);
        node.Output.Add("c");
        graph.Node.Add(node);
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        using var session = new InferenceSession(OnnxTypes.Model(graph).ToByteArray(), options);
        var values = new float[Rows * Inner];
        Array.Fill(values, 0.5f);
        using var a = OrtValue.CreateTensorValueFromMemory(values, [Rows, Inner]);
        using var run = new RunOptions();
        var time = Measured.Of(60, () => session.Run(run, ["a"], [a], ["c"]).Dispose());
        return 2.0 * Rows * Inner * Columns / (time.Least / 1e3);
    }

    private static TensorProto Weight()
    {
        var tensor = new TensorProto
        {
            Name = "b",
            DataType = 1,
            RawData = UnsafeByteOperations.UnsafeWrap(new byte[Inner * Columns * sizeof(float)]),
        };
        tensor.Dims.AddRange([Inner, Columns]);
        return tensor;
    }
}
