using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>One head of one layer. Its numbers are derived when asked for, by the code that ran the model.</summary>
public sealed class HeadReading
{
    private readonly LayerReading layer;
    private readonly WeakReference<Matrix?> pattern = new(null);

    internal HeadReading(LayerReading layer, int index) => (this.layer, Index) = (layer, index);

    /// <summary>The head's number in its layer, from 0.</summary>
    public int Index { get; }

    /// <summary>`L5H8`: layer and head, both from 0.</summary>
    public string Name => $"L{layer.Index}H{Index}";

    /// <summary>The layer it belongs to.</summary>
    public LayerReading Layer => layer;

    /// <summary>
    /// The pattern, [queries, keys]: the softmax of the scores. Rows sum to 1 (with a sink: row and sink do);
    /// a masked key has exactly 0. Kept while in use and derived again afterwards.
    /// </summary>
    public Matrix Pattern
    {
        get
        {
            if (!pattern.TryGetTarget(out var matrix))
            {
                matrix = new Matrix(PatternRows(0, Record.Shape.Queries), Record.Shape.Queries, Record.Shape.Keys);
                pattern.SetTarget(matrix);
            }
            return matrix;
        }
    }

    /// <summary>
    /// Queries, [queries, size], after rotary positions and norms, before the scale; null where the reading has none.
    /// </summary>
    public Matrix? Q => Slice(Record.Q, Record.Shape.Queries, Record.Shape.Heads, Index);

    /// <summary>
    /// Keys of the key-value head that this head uses, [keys, size]; null where the reading has none.
    /// </summary>
    public Matrix? K => Slice(Record.K, Record.Shape.Keys, Record.Shape.KeyValueHeads, KeyValueHead);

    /// <summary>
    /// Values of the key-value head that this head uses, [keys, size]; null where the reading has none.
    /// </summary>
    public Matrix? V => Slice(Record.V, Record.Shape.Keys, Record.Shape.KeyValueHeads, KeyValueHead);

    /// <summary>Pattern times values, [queries, size]; null where it was not recorded.</summary>
    public Matrix? Z => Slice(Record.Z, Record.Shape.Queries, Record.Shape.Heads, Index);

    /// <summary>
    /// ‖v·W_O‖ by key, [keys]: how much each value could write through this head's output projection.
    /// </summary>
    public ReadOnlySpan<float> ValueNorms =>
        Record.ValueNorms.AsSpan(Index * Record.Shape.Keys, Record.ValueNorms is null ? 0 : Record.Shape.Keys);

    /// <summary>The key-value head that this head reads.</summary>
    public int KeyValueHead => Index / (Record.Shape.Heads / Record.Shape.KeyValueHeads);

    private LayerRecord Record => layer.Record;

    /// <summary>Rows [first, first + count) of the pattern, [count, keys], without deriving the others.</summary>
    public float[] PatternRows(int first, int count)
    {
        var rows = new float[(long)count * Record.Shape.Keys];
        CopyRows(first, count, rows);
        return rows;
    }

    /// <summary>The same into memory of the caller's.</summary>
    internal void CopyRows(int first, int count, Span<float> rows)
    {
        var shape = Record.Shape;
        if (Record.Pattern is { } recorded)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(first);
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, shape.Queries - first);
            recorded.AsSpan((Index * shape.Queries + first) * shape.Keys, count * shape.Keys).CopyTo(rows);
            return;
        }
        Attend.Pattern(Record.Q, Record.K, shape, layer.Rule!, batch: 0, Index, first, count, rows);
        layer.Edits?.Apply(Index, first, shape.Keys, rows[..(count * shape.Keys)]);
    }

    private static Matrix? Slice(float[]? tokenMajor, int tokens, int heads, int head)
    {
        if (tokenMajor is null)
        {
            return null;
        }
        var size = tokens * heads == 0 ? 0 : tokenMajor.Length / (tokens * heads);
        var rows = new float[tokens * size];
        for (var token = 0; token < tokens; token++)
        {
            tokenMajor.AsSpan((token * heads + head) * size, size).CopyTo(rows.AsSpan(token * size));
        }
        return new Matrix(rows, tokens, size);
    }
}
