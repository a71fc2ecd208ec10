using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Graphs.Onnx;
using Headlight.Models;
using Headlight.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Bench;

/// <summary>
/// A whole model as one ONNX graph with its weights inside: embedded rows go in, the logits of the last token come out.
/// </summary>
internal sealed class PlainModel : IDisposable
{
    private readonly Checkpoint _checkpoint;
    private readonly ModelDefinition _definition;

    public PlainModel(string path)
    {
        _checkpoint = Checkpoint.Open(ModelLocator.Find(path));
        _definition = ModelCatalog.Build(_checkpoint);
    }

    public ModelShape Shape => _definition.Shape;

    public void Dispose() => _checkpoint.Dispose();

    /// <summary>The graph; with a cache, keys and values so far go in and come out as well, for each layer.</summary>
    public GraphProto Whole(bool cached)
    {
        var whole = new WholeGraph(_checkpoint);
        var x = whole.Add(_definition.Embed, "embed/", [])[0];
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            var (block, prefix) = (_definition.Blocks[layer], $"{layer}/");
            var made = new Dictionary<string, string> { ["x"] = x };
            var outputs = whole.Add(block.Before, prefix, made);
            foreach (var (output, name) in block.Before.Outputs.Zip(outputs))
            {
                made[output.Name] = name;
            }
            made["z"] = PlainAttention.Add(whole, prefix, outputs, Shape, _definition.Rules[layer], cached);
            x = whole.Add(block.After, prefix, made)[0];
        }
        x = _definition.Final is { } final ? whole.Add(final, "final/", new() { ["x"] = x })[0] : x;
        var last = whole.Node("Gather", "last", x, whole.Integers("last.index", -1));
        var logits = whole.Add(_definition.Head!, "head/", new() { ["x"] = last })[0];
        whole.Node("Identity", "logits", logits);
        return whole.Finish("logits", Shape.Vocabulary);
    }

    /// <summary>An input that depends on the tokens, the first of which stands at a position.</summary>
    public OrtValue Value(string name, int[] ids, int first)
    {
        var rows = ids.Length;
        var values = name == "mask" ? Mask(rows, first) : Source(name) switch
        {
            InputSource.Rotary rotary => TokenRows.Angles(_definition.Rules[0].Rotary!, rotary.Sine, first, rows),
            var source => TokenRows.Gather(_checkpoint, (InputSource.Rows)source, TokenInput.Of(ids), first),
        };
        return OrtValue.CreateTensorValueFromMemory(values, [rows, values.Length / rows]);
    }

    private InputSource Source(string name) => _definition.Blocks
        .SelectMany(block => new[] { block.Before, block.After }).Prepend(_definition.Embed)
        .SelectMany(graph => graph.Inputs).First(input => input.Name == name).Source;

    private static float[] Mask(int rows, int first)
    {
        var keys = first + rows;
        var mask = new float[rows * keys];
        for (var row = 0; row < rows; row++)
        {
            mask.AsSpan(row * keys, keys)[(first + row + 1)..].Fill(float.NegativeInfinity);
        }
        return mask;
    }
}
