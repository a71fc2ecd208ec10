using Headlight.Readings;

namespace Headlight.Runtime;

/// <summary>What a run wrote down.</summary>
internal sealed record Recording
{
    public required IReadOnlyList<LayerReading> Layers { get; init; }

    /// <summary>[tokens, width], after the final norm where there is one; not of tokens that a cache held.</summary>
    public required float[] Hidden { get; init; }

    /// <summary>[tokens, width] each: after the embeddings, after every block; the last is Hidden.</summary>
    public required IReadOnlyList<float[]> States { get; init; }

    /// <summary>The first head whose output is not finite, or null.</summary>
    public (int Layer, int Head)? FirstNotFinite { get; init; }

    /// <summary>The first layer whose output is not finite, or null.</summary>
    public int? FirstLayerNotFinite { get; init; }
}
