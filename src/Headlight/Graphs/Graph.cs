namespace Headlight.Graphs;

/// <summary>
/// A finished graph: ONNX bytes without weights, its inputs in order and its outputs. Layers of one shape give
/// the same bytes, so they share one session and differ only in what is fed.
/// </summary>
internal sealed record Graph(byte[] Model, IReadOnlyList<GraphInput> Inputs, IReadOnlyList<GraphOutput> Outputs)
{
    public IEnumerable<InputSource.Weight> Weights => Inputs.Select(input =>
        input.Source).OfType<InputSource.Weight>();
}

/// <summary>An output, [rows, Width].</summary>
internal sealed record GraphOutput(string Name, int Width);

/// <summary>
/// A block cut at its attention: Before takes x to q, k, v (and what is carried across), After takes x, z and
/// what is carried to the next x. Projection is the weight that z meets first, W_O, as [width, heads · size].
/// </summary>
internal sealed record BlockGraph(Graph Before, Graph After, InputSource.Weight Projection);
