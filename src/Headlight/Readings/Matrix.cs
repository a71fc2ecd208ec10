namespace Headlight.Readings;

/// <summary>A table of numbers, row-major, read only: [rows, columns].</summary>
public sealed class Matrix
{
    private readonly ReadOnlyMemory<float> values;

    internal Matrix(ReadOnlyMemory<float> values, int rows, int columns)
    {
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{values.Length} values do not fill {rows} × {columns}.", nameof(values));
        }
        (this.values, Rows, Columns) = (values, rows, columns);
    }

    public int Rows { get; }

    public int Columns { get; }

    public float this[int row, int column] => Row(row)[column];

    /// <summary>One row, [columns].</summary>
    public ReadOnlySpan<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return values.Span.Slice(row * Columns, Columns);
    }

    internal ReadOnlyMemory<float> Memory => values;

    /// <summary>All values, row after row.</summary>
    public ReadOnlySpan<float> Values => values.Span;
}
