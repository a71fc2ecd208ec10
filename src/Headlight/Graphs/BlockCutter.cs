using Headlight.Graphs.Onnx;

namespace Headlight.Graphs;

/// <summary>
/// Cuts a block, written as one page, at its attention by dataflow: what q, k and v need is *before*, the rest
/// is *after*; a value that is made before and used after is carried across.
/// </summary>
internal static class BlockCutter
{
    public static BlockGraph Cut(string root, int width, Func<Scope, Value, Value> block)
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", width, new InputSource.Activation(width));
        var end = block(new Scope(builder, root), x);
        var cut = builder.Cut ?? throw new InvalidOperationException("A block needs an attention.");

        var before = Ancestors(builder, [cut.Q.Name, cut.K.Name, cut.V.Name]);
        var after = builder.Nodes.Where(node => !before.Contains(node)).ToList();
        var made = before.Select(node => node.Output[0]).ToHashSet();
        var carried = after.SelectMany(node => node.Input).Where(made.Contains).Distinct()
            .Select(name => new Value(builder, name, builder.WidthOf(name))).ToList();
        Value[] outputs = [cut.Q, cut.K, cut.V, .. carried.Where(value => !IsOutput(cut, value.Name))];

        var first = builder.Finish(builder.Nodes.Where(before.Contains), outputs);
        foreach (var value in carried)
        {
            builder.Input(value.Name, value.Width, new InputSource.Activation(value.Width));
        }
        return new BlockGraph(first, builder.Finish(after, [end]), Projection(builder, after));
    }

    private static bool IsOutput(AttentionCut cut, string name) =>
        name == cut.Q.Name || name == cut.K.Name || name == cut.V.Name;

    private static HashSet<NodeProto> Ancestors(GraphBuilder builder, IEnumerable<string> names)
    {
        var makers = builder.Nodes.ToDictionary(node => node.Output[0]);
        var found = new HashSet<NodeProto>();
        var open = new Stack<string>(names);
        while (open.TryPop(out var name))
        {
            if (makers.TryGetValue(name, out var node) && found.Add(node))
            {
                foreach (var input in node.Input)
                {
                    open.Push(input);
                }
            }
        }
        return found;
    }

    private static InputSource.Weight Projection(GraphBuilder builder, List<NodeProto> after)
    {
        var node = after.Single(node => node.Input.Contains("z"));
        return (InputSource.Weight)builder.Inputs[node.Input[1]].Source;
    }
}
