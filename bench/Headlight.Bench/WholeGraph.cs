using System.Runtime.InteropServices;
using Google.Protobuf;
using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Graphs.Onnx;

namespace Headlight.Bench;

/// <summary>Joins the graphs of a model's parts to one, with the weights as initializers.</summary>
internal sealed class WholeGraph(Checkpoint checkpoint)
{
    private readonly GraphProto _graph = new() { Name = "plain" };
    private readonly HashSet<string> _known = [];

    /// <summary>
    /// Adds a part; <paramref name="made"/> names the values it is fed. Its outputs' names come back.
    /// </summary>
    public string[] Add(Graph part, string prefix, Dictionary<string, string> made)
    {
        var names = new Dictionary<string, string>(made);
        var source = ModelProto.Parser.ParseFrom(part.Model).Graph;
        foreach (var (input, description) in part.Inputs.Zip(source.Input))
        {
            if (input.Source is InputSource.Weight weight)
            {
                names[input.Name] = Weight(weight);
            }
            else if (input.Source is not InputSource.Activation && _known.Add(input.Name))
            {
                _graph.Input.Add(description);
            }
        }
        foreach (var constant in source.Initializer.Where(constant => _known.Add(constant.Name)))
        {
            _graph.Initializer.Add(constant);
        }
        foreach (var node in source.Node)
        {
            Rename(node.Input, names);
            foreach (var output in node.Output)
            {
                names[output] = prefix + output;
            }
            Rename(node.Output, names);
            node.Name = prefix + node.Name;
            _graph.Node.Add(node);
        }
        return [.. part.Outputs.Select(output => names[output.Name])];
    }

    public string Node(string type, string name, params string[] inputs) => Node(type, name, null, inputs);

    public string Node(string type, string name, AttributeProto? attribute, string[] inputs)
    {
        var node = new NodeProto { OpType = type, Name = name };
        node.Input.AddRange(inputs);
        node.Output.Add(name);
        if (attribute is not null)
        {
            node.Attribute.Add(attribute);
        }
        _graph.Node.Add(node);
        return name;
    }

    public string Integers(string name, params long[] values)
    {
        if (_known.Add(name))
        {
            _graph.Initializer.Add(OnnxTypes.Integers(name, values));
        }
        return name;
    }

    public string Number(string name, float value)
    {
        if (_known.Add(name))
        {
            _graph.Initializer.Add(Floats(name, [value], []));
        }
        return name;
    }

    /// <summary>An input of one text: [tokens, keys].</summary>
    public string Mask(string name, string keys)
    {
        if (_known.Add(name))
        {
            _graph.Input.Add(Describe(name, new() { DimParam = "rows" }, new() { DimParam = keys }));
        }
        return name;
    }

    /// <summary>Keys or values of the tokens before, an input: [kv, 1, tokens, size].</summary>
    public string Past(string name, int heads, int size)
    {
        _graph.Input.Add(Cache(name, heads, "past", size));
        return name;
    }

    /// <summary>The same with the new tokens, an output.</summary>
    public string Present(string name, int heads, int size)
    {
        _graph.Output.Add(Cache(name, heads, "keys", size));
        return name;
    }

    /// <summary>The graph; this output comes first.</summary>
    public GraphProto Finish(string output, int width)
    {
        _graph.Output.Insert(0, OnnxTypes.Rows(output, width));
        return _graph;
    }

    private static ValueInfoProto Cache(string name, int heads, string tokens, int size) => Describe(
        name, new() { DimValue = heads }, new() { DimValue = 1 }, new() { DimParam = tokens },
        new() { DimValue = size });

    private static ValueInfoProto Describe(string name, params TensorShapeProto.Types.Dimension[] shape)
    {
        var description = OnnxTypes.Rows(name, 1);
        description.Type.TensorType.Shape.Dim.Clear();
        description.Type.TensorType.Shape.Dim.AddRange(shape);
        return description;
    }

    // The graph wants [out, in].
    private string Weight(InputSource.Weight weight)
    {
        var inside = "weights/" + weight.Path; // an embedding table may also be an input, by its own name
        if (_known.Add(inside))
        {
            var stored = checkpoint.Require(weight.Path, weight.Shape);
            var values = new float[weight.Shape.Aggregate(1, (product, size) => product * size)];
            (weight.Transposed ? stored.Transposed() : stored).Read(values);
            var shape = weight.Shape.Select(size => (long)size);
            _graph.Initializer.Add(Floats(inside, values, [.. weight.Transposed ? shape.Reverse() : shape]));
        }
        return inside;
    }

    private static void Rename(IList<string> list, Dictionary<string, string> names)
    {
        for (var i = 0; i < list.Count; i++)
        {
            list[i] = names.GetValueOrDefault(list[i], list[i]);
        }
    }

    private static TensorProto Floats(string name, float[] values, long[] shape)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = 1,
            RawData = UnsafeByteOperations.UnsafeWrap(MemoryMarshal.AsBytes(values.AsSpan()).ToArray()),
        };
        tensor.Dims.AddRange(shape);
        return tensor;
    }
}
