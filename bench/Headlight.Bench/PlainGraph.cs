using Google.Protobuf;
using Headlight.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Bench;

/// <summary>
/// The same model as one ONNX graph with its weights inside and its attention as plain operators: what a reading is
/// compared with. Nothing is recorded. Embedded rows go in, the logits of the last token come out.
/// </summary>
internal sealed class PlainGraph : IDisposable
{
    private readonly PlainModel _model;
    private readonly InferenceSession _session;
    private readonly string[] _inputs;

    public PlainGraph(string path, int threads)
    {
        _model = new PlainModel(path);
        var graph = _model.Whole(cached: false);
        _inputs = [.. graph.Input.Select(input => input.Name)];
        using var options = Options(threads);
        _session = new InferenceSession(OnnxTypes.Model(graph).ToByteArray(), options);
    }

    /// <summary>Spins while it runs, as it does by default, but not into the time of what is measured next.</summary>
    public static SessionOptions Options(int threads)
    {
        var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        return options;
    }

    /// <summary>Logits [vocabulary] after the last of the ids.</summary>
    public float[] Run(int[] ids)
    {
        var values = _inputs.Select(name => _model.Value(name, ids, 0)).ToList();
        using var options = new RunOptions();
        using var outputs = _session.Run(options, _inputs, values, ["logits"]);
        values.ForEach(value => value.Dispose());
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _session.Dispose();
        _model.Dispose();
    }
}
