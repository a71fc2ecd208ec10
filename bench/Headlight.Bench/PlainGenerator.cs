using System.Numerics.Tensors;
using Google.Protobuf;
using Headlight.Graphs;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Headlight.Bench;

/// <summary>
/// Greedy generation by one plain ONNX graph with a cache: what going on with a text is compared with. Keys and values
/// that come out go in again as they are, without a copy on this side.
/// </summary>
internal sealed class PlainGenerator : IDisposable
{
    private readonly PlainModel _model;
    private readonly InferenceSession _session;
    private readonly string[] _rows; // inputs that depend on the tokens
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly RunOptions _run = new();

    public PlainGenerator(string path, int threads)
    {
        _model = new PlainModel(path);
        var graph = _model.Whole(cached: true);
        _outputs = [.. graph.Output.Select(output => output.Name)];
        string[] past = [.. _outputs.Skip(1).Select(PlainAttention.PastOf)];
        _rows = [.. graph.Input.Select(input => input.Name).Except(past)];
        _inputs = [.. _rows, .. past];
        using var options = PlainGraph.Options(threads);
        _session = new InferenceSession(OnnxTypes.Model(graph).ToByteArray(), options);
    }

    /// <summary>The ids that follow, without end.</summary>
    public IEnumerable<int> Write(int[] prompt)
    {
        var (ids, first) = (prompt, 0);
        OrtValue[] cache = [.. _outputs.Skip(1).Select(_ => Empty())];
        try
        {
            while (true)
            {
                OrtValue[] rows = [.. _rows.Select(name => _model.Value(name, ids, first))];
                var outputs = _session.Run(_run, _inputs, [.. rows, .. cache], _outputs);
                Free(rows);
                Free(cache);
                cache = [.. outputs.Skip(1)];
                using var logits = outputs[0];
                first += ids.Length;
                ids = [TensorPrimitives.IndexOfMax(logits.GetTensorDataAsSpan<float>())];
                yield return ids[0];
            }
        }
        finally
        {
            Free(cache);
        }
    }

    public void Dispose()
    {
        _run.Dispose();
        _session.Dispose();
        _model.Dispose();
    }

    private OrtValue Empty() => OrtValue.CreateAllocatedTensorValue(
        OrtAllocator.DefaultInstance, TensorElementType.Float,
        [_model.Shape.KeyValueHeads, 1, 0, _model.Shape.HeadSize]);

    private static void Free(OrtValue[] values) => Array.ForEach(values, value => value.Dispose());
}
