namespace Headlight.Graphs;

/// <summary>A tensor in a graph under construction: [rows, Width], one row per token.</summary>
internal sealed record Value(GraphBuilder Graph, string Name, int Width)
{
    public static Value operator +(Value a, Value b) => a.Graph.Op("Add", a.Width, [a.Name, b.Name]);

    public static Value operator *(Value a, Value b) => a.Graph.Op("Mul", a.Width, [a.Name, b.Name]);
}
