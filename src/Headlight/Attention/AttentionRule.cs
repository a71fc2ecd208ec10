namespace Headlight.Attention;

/// <summary>
/// All that a layer does between q·k and the pattern, as data:
/// pattern = softmax(cap(scale · q·k) + bias + mask), with a sink as one more column that is then dropped.
/// </summary>
public sealed record AttentionRule
{
    /// <summary>Factor on q·k, usually 1/√(head size).</summary>
    public required float Scale { get; init; }

    /// <summary>Scaled scores are squeezed to cap·tanh(score / cap) before bias and mask; null: no cap.</summary>
    public float? SoftCap { get; init; }

    /// <summary>A query sees no key after its own position.</summary>
    public bool Causal { get; init; }

    /// <summary>
    /// Sliding window: keys at distance ≥ Window before the query are masked (and, where not causal,
    /// those at distance ≥ Window after it). Null: no window. The diagonal counts, so 1 sees only itself.
    /// </summary>
    public int? Window { get; init; }

    /// <summary>
    /// Bias added to the scaled (and capped) score by offset (key position − query position), per head; null: none.
    /// Offset o is entry o + Center; offsets outside the table take its nearest end.
    /// </summary>
    public OffsetBias? Bias { get; init; }

    /// <summary>One sink logit per head: an extra softmax column, dropped afterwards, so rows sum to less than 1.</summary>
    public float[]? Sinks { get; init; }

    /// <summary>How q and k were rotated before they were recorded; null where the family has no rotary positions.</summary>
    public RotaryPositions? Rotary { get; init; }
}

/// <summary>Additive bias per head and offset: Values[head, offset + Center].</summary>
public sealed record OffsetBias(float[,] Values, int Center);

/// <summary>
/// Rotary position embedding in the rotate-half form: dimension i pairs with i + Frequencies.Length,
/// the angle is position · Frequencies[i], and both are multiplied by Factor (yarn's attention factor, else 1).
/// </summary>
public sealed record RotaryPositions(float[] Frequencies, float Factor);
