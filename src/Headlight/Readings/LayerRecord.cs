using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>
/// What a run wrote down of one layer, or what a file holds of it. Arrays are token-major, as the linear layers gave
/// them.
/// </summary>
internal sealed record LayerRecord
{
    public required AttentionShape Shape { get; init; }

    /// <summary>Queries after rotary positions and norms, before the scale: [queries, heads, size].</summary>
    public float[]? Q { get; init; }

    /// <summary>Keys: [keys, key-value heads, size].</summary>
    public float[]? K { get; init; }

    /// <summary>Values: [keys, key-value heads, size].</summary>
    public float[]? V { get; init; }

    /// <summary>‖v·W_O‖ of every head's slice of the output projection: [heads, keys].</summary>
    public float[]? ValueNorms { get; init; }

    /// <summary>
    /// The pattern, [heads, queries, keys], where it was recorded instead of q, k and the rule that derive it.
    /// </summary>
    public float[]? Pattern { get; init; }

    /// <summary>Whether a recorded pattern looks back only.</summary>
    public bool LooksBackOnly { get; init; }

    /// <summary>Pattern times values, [queries, heads, size], where it was asked for.</summary>
    public float[]? Z { get; init; }
}
