using Headlight.Graphs;

namespace Headlight.Models;

/// <summary>Builds the parts of a model outside its blocks.</summary>
internal static class GraphPart
{
    /// <summary>A graph from the tokens' own rows: the embeddings.</summary>
    public static Graph Embeddings(string root, Func<Scope, Value> part)
    {
        var builder = new GraphBuilder();
        return Finish(builder, part(new Scope(builder, root)));
    }

    /// <summary>A graph from one value per token: a final norm, a vocabulary head.</summary>
    public static Graph From(int width, Func<Scope, Value, Value> part)
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", width, new InputSource.Activation(width));
        return Finish(builder, part(new Scope(builder, ""), x));
    }

    // A graph whose output is its input needs a node to be a graph at all.
    private static Graph Finish(GraphBuilder builder, Value end)
    {
        var output = builder.Inputs.ContainsKey(end.Name) ? builder.Op("Identity", end.Width, [end.Name]) : end;
        return builder.Finish(builder.Nodes, [output]);
    }
}
