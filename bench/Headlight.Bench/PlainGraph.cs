using Google.Protobuf;
using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Graphs.Onnx;
using Headlight.Models;
using Headlight.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Bench;

/// <summary>
/// The same model as one ONNX graph with its weights inside and its attention as plain operators: what a reading is
/// compared with. Nothing is recorded. Embedded rows go in, the logits of the last token come out.
/// </summary>
internal sealed class PlainGraph : IDisposable
{
    private readonly Checkpoint _checkpoint;
    private readonly ModelDefinition _definition;
    private readonly InferenceSession _session;
    private readonly string[] _inputs;

    public PlainGraph(string path, int threads)
    {
        _checkpoint = Checkpoint.Open(ModelLocator.Find(path));
        _definition = ModelCatalog.Build(_checkpoint);
        var graph = Whole();
        _inputs = [.. graph.Input.Select(input => input.Name)];
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
        // Spins while it runs, as it does by default, but not into the time of what is measured next.
        options.AddSessionConfigEntry("session.force_spinning_stop", "1");
        _session = new InferenceSession(OnnxTypes.Model(graph).ToByteArray(), options);
    }

    /// <summary>Logits [vocabulary] after the last of the ids.</summary>
    public float[] Run(int[] ids)
    {
        var tokens = new TokenInput(ids, new int[ids.Length]);
        var values = _inputs.Select(name => Value(name, tokens)).ToList();
        using var options = new RunOptions();
        using var outputs = _session.Run(options, _inputs, values, ["logits"]);
        values.ForEach(value => value.Dispose());
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        _session.Dispose();
        _checkpoint.Dispose();
    }

    private OrtValue Value(string name, TokenInput tokens)
    {
        var rows = tokens.Ids.Length;
        if (name == "mask")
        {
            var mask = new float[rows * rows];
            for (var i = 0; i < mask.Length; i++)
            {
                mask[i] = i % rows > i / rows ? float.NegativeInfinity : 0;
            }
            return OrtValue.CreateTensorValueFromMemory(mask, [rows, rows]);
        }
        var source = Graphs.SelectMany(graph => graph.Inputs).First(input => input.Name == name).Source;
        var values = source is InputSource.Rotary rotary
            ? TokenRows.Angles(_definition.Rules[0].Rotary!, rotary.Sine, 0, rows)
            : TokenRows.Gather(_checkpoint, (InputSource.Rows)source, tokens, 0);
        return OrtValue.CreateTensorValueFromMemory(values, [rows, values.Length / rows]);
    }

    private IEnumerable<Graph> Graphs =>
        _definition.Blocks.SelectMany(block => new[] { block.Before, block.After }).Prepend(_definition.Embed);

    private GraphProto Whole()
    {
        var whole = new WholeGraph(_checkpoint);
        var shape = _definition.Shape;
        var x = whole.Add(_definition.Embed, "embed/", [])[0];
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var (block, prefix) = (_definition.Blocks[layer], $"{layer}/");
            var made = new Dictionary<string, string> { ["x"] = x };
            var outputs = whole.Add(block.Before, prefix, made);
            foreach (var (output, name) in block.Before.Outputs.Zip(outputs))
            {
                made[output.Name] = name;
            }
            made["z"] = PlainAttention.Add(whole, prefix, outputs, shape, _definition.Rules[layer]);
            x = whole.Add(block.After, prefix, made)[0];
        }
        x = _definition.Final is { } final ? whole.Add(final, "final/", new() { ["x"] = x })[0] : x;
        var last = whole.Node("Gather", "last", x, whole.Integers("last.index", -1));
        var logits = whole.Add(_definition.Head!, "head/", new() { ["x"] = last })[0];
        whole.Node("Identity", "logits", logits);
        return whole.Finish("logits", shape.Vocabulary);
    }
}
