namespace Headlight.Attention;

/// <summary>
/// All that a layer does between q·k and the pattern, as data:
/// pattern = softmax(cap(scale · q·k) + bias + mask), with a sink as one more column that is then dropped.
/// </summary>
public sealed record AttentionRule
{
    /// <summary>Factor on q·k, usually 1/√(head size).</summary>
    public required float Scale { get; init; }

    /// <summary>Scaled scores become cap·tanh(score / cap) before bias and mask; null: no cap.</summary>
    public float? SoftCap { get; init; }

    /// <summary>A query sees no key after its own position.</summary>
    public bool Causal { get; init; }

    /// <summary>
    /// Sliding window: keys at distance ≥ Window before the query are masked (and, where not causal,
    /// those at distance ≥ Window after it). Null: no window. The diagonal counts, so 1 sees only itself.
    /// </summary>
    public int? Window { get; init; }

    /// <summary>
    /// Bias added to the scaled (and capped) score by offset (key position − query position), per head.
    /// Offset o is entry o + Center; offsets outside the table take its nearest end. Null: none.
    /// </summary>
    public OffsetBias? Bias { get; init; }

    /// <summary>
    /// One sink logit per head: an extra softmax column, dropped afterwards, so rows sum to less than 1.
    /// </summary>
    public float[]? Sinks { get; init; }

    /// <summary>How q and k were rotated before they were recorded; null: not at all.</summary>
    public RotaryPositions? Rotary { get; init; }

    /// <summary>Keys that a query at this position sees: First ≤ key &lt; End; none if First = End.</summary>
    internal (int First, int End) VisibleKeys(int position, int keys)
    {
        long first = 0, end = keys;
        if (Window is { } window)
        {
            first = (long)position - window + 1;
            end = Math.Min(end, (long)position + window);
        }
        if (Causal)
        {
            end = Math.Min(end, (long)position + 1);
        }
        first = Math.Clamp(first, 0, keys);
        return ((int)first, (int)Math.Max(first, end));
    }
}

/// <summary>Additive bias per head and offset: Values[head, offset + Center].</summary>
public sealed record OffsetBias(float[,] Values, int Center);
