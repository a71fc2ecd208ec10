using Google.Protobuf;
using Headlight.Graphs.Onnx;

namespace Headlight.Graphs;

/// <summary>Nodes and inputs of a graph under construction. Every node has one output, named by its number.</summary>
internal sealed class GraphBuilder
{
    private const string OrtDomain = "com.microsoft";

    private readonly List<NodeProto> nodes = [];
    private readonly Dictionary<string, GraphInput> inputs = [];
    private readonly Dictionary<string, long[]> constants = [];
    private readonly Dictionary<string, int> widths = [];

    public AttentionCut? Cut { get; private set; }

    public IReadOnlyDictionary<string, GraphInput> Inputs => inputs;

    public IReadOnlyList<NodeProto> Nodes => nodes;

    public Value Input(string name, int width, InputSource source)
    {
        inputs.TryAdd(name, new GraphInput(name, source));
        return new Value(this, name, width);
    }

    /// <summary>A small integer vector, such as axes.</summary>
    public string Constant(string name, params long[] values)
    {
        constants.TryAdd(name, values);
        return name;
    }

    public Value Op(string type, int width, string[] arguments, params (string Name, object Value)[] attributes) =>
        Op(type, "", width, arguments, attributes);

    /// <summary>An operator that ONNX Runtime adds to the standard.</summary>
    public Value OrtOp(string type, int width, string[] arguments, params (string Name, object Value)[] attributes) =>
        Op(type, OrtDomain, width, arguments, attributes);

    /// <summary>The cut: what comes in is q, k, v; what goes on is z, which the attention itself computes.</summary>
    public Value Attend(Value q, Value k, Value v)
    {
        if (Cut is not null)
        {
            throw new InvalidOperationException("A block has one attention.");
        }
        Cut = new AttentionCut(q, k, v);
        return Input("z", q.Width, new InputSource.Activation(q.Width));
    }

    /// <summary>Columns of the value that a node made.</summary>
    public int WidthOf(string name) => widths[name];

    public Graph Finish(IEnumerable<NodeProto> part, IReadOnlyList<Value> outputs)
    {
        var chosen = part.ToList();
        var read = chosen.SelectMany(node => node.Input).Concat(outputs.Select(output => output.Name)).ToHashSet();
        var used = inputs.Values.Where(input => read.Contains(input.Name)).ToList();
        var graph = new GraphProto { Name = "headlight" };
        graph.Node.AddRange(chosen);
        graph.Input.AddRange(used.Select(input => OnnxTypes.Describe(input)));
        graph.Output.AddRange(outputs.Select(output => OnnxTypes.Rows(output.Name, output.Width)));
        graph.Initializer.AddRange(
            constants.Where(pair => read.Contains(pair.Key)).Select(pair =>
                OnnxTypes.Integers(pair.Key, pair.Value)));
        return new Graph(
            OnnxTypes.Model(graph).ToByteArray(), used,
            [.. outputs.Select(output => new GraphOutput(output.Name, output.Width))]);
    }

    private Value Op(
        string type, string domain, int width, string[] arguments, (string Name, object Value)[] attributes)
    {
        var name = $"{type.ToLowerInvariant()}.{nodes.Count}";
        var node = new NodeProto { OpType = type, Domain = domain, Name = name };
        node.Input.AddRange(arguments);
        node.Output.Add(name);
        node.Attribute.AddRange(attributes.Select(attribute => OnnxTypes.Attribute(attribute.Name, attribute.Value)));
        nodes.Add(node);
        widths[name] = width;
        return new Value(this, name, width);
    }
}

/// <summary>Where a block is cut.</summary>
internal sealed record AttentionCut(Value Q, Value K, Value V);
