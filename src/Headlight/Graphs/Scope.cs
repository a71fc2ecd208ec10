namespace Headlight.Graphs;

/// <summary>
/// A place in the checkpoint: weights are asked for by path, where they are used. The root (`model.layers.3`)
/// is left out of the names inside the graph, so that all layers of one shape give the same graph.
/// </summary>
internal sealed record Scope(GraphBuilder Graph, string Root, string Path = "")
{
    public static Scope operator /(Scope scope, string name) => scope with { Path = Join(scope.Path, name) };

    /// <summary>x·Wᵀ + b, with W stored as [out, in].</summary>
    public Value Linear(string name, Value x, int width, bool bias = true) =>
        Gemm(x, Weight(name + ".weight", [width, x.Width]), width, bias ? Weight(name + ".bias", [width]) : null);

    /// <summary>The same with W stored as [in, out], as GPT-2's first checkpoints have it.</summary>
    public Value Conv1D(string name, Value x, int width) =>
        Gemm(x, Weight(name + ".weight", [x.Width, width], transposed: true), width, Weight(name + ".bias", [width]));

    /// <summary>(x − mean) / √(variance + ε) · weight + bias, over a row.</summary>
    public Value LayerNorm(string name, Value x, double epsilon) => Graph.Op(
        "LayerNormalization", x.Width,
        [x.Name, Weight(name + ".weight", [x.Width]), Weight(name + ".bias", [x.Width])],
        ("axis", -1), ("epsilon", (float)epsilon));

    /// <summary>x / √(mean of squares + ε) · weight, over a row.</summary>
    public Value RmsNorm(string name, Value x, double epsilon) => Graph.Op(
        "SimplifiedLayerNormalization", x.Width, [x.Name, Weight(name + ".weight", [x.Width])],
        ("axis", -1), ("epsilon", (float)epsilon));

    /// <summary>One row of an embedding table per token.</summary>
    public Value Embedding(string name, int count, int width, RowIndex index)
    {
        var path = Join(Path, name + ".weight");
        return Graph.Input(path, width, new InputSource.Rows(Join(Root, path), count, width, index));
    }

    /// <summary>Rotary positions on every head of a row: dimension i turns together with i + size / 2.</summary>
    public Value Rotate(Value x, int headSize)
    {
        var cosines = Graph.Input("rotary.cos", headSize / 2, new InputSource.Rotary(Sine: false, headSize));
        var sines = Graph.Input("rotary.sin", headSize / 2, new InputSource.Rotary(Sine: true, headSize));
        var axis = Graph.Constant("axis.0", 0);
        var wide = Graph.Op("Unsqueeze", x.Width, [x.Name, axis]); // [1, rows, width]
        var turned = Graph.OrtOp(
            "RotaryEmbedding", x.Width, [wide.Name, Graph.Constant("offset.0", 0), cosines.Name, sines.Name]);
        return Graph.Op("Squeeze", x.Width, [turned.Name, axis]); // [rows, width]
    }

    /// <summary>Columns [start, start + width) of every row.</summary>
    public Value Columns(Value x, int start, int width) => Graph.Op(
        "Slice", width,
        [
            x.Name, Graph.Constant($"from.{start}", start), Graph.Constant($"to.{start + width}", start + width),
            Graph.Constant("axis.1", 1),
        ]);

    /// <summary>The cut: q, k, v → z.</summary>
    public Value Attend(Value q, Value k, Value v) => Graph.Attend(q, k, v);

    /// <summary>x·Wᵀ (+ b) with weights named in full: an output layer that shares the embeddings.</summary>
    public Value Unembed(string weight, Value x, int width, string? bias = null) =>
        Gemm(x, Weight(weight, [width, x.Width]), width, bias is null ? null : Weight(bias, [width]));

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private Value Gemm(Value x, string weight, int width, string? bias) => Graph.Op(
        "Gemm", width, bias is null ? [x.Name, weight] : [x.Name, weight, bias], ("transB", 1));

    private string Weight(string name, int[] shape, bool transposed = false)
    {
        var path = Join(Path, name);
        Graph.Input(path, shape[^1], new InputSource.Weight(Join(Root, path), shape, transposed));
        return path;
    }
}
