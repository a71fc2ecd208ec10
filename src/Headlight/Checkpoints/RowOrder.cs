namespace Headlight.Checkpoints;

internal enum RowOrderKind
{
    AsStored,
    Interleaved,
    Transposed,
}

/// <summary>How the rows that a tensor shows relate to the rows that the file stores.</summary>
internal readonly record struct RowOrder(RowOrderKind Kind, int HeadSize)
{
    public static RowOrder AsStored => default;

    public static RowOrder Interleaved(int headSize) => new(RowOrderKind.Interleaved, headSize);

    public RowOrder Turned() => new(
        Kind == RowOrderKind.Transposed ? RowOrderKind.AsStored : RowOrderKind.Transposed, HeadSize);

    /// <summary>Where the file keeps a row that is shown in rotate-half order.</summary>
    public int StoredRow(int row)
    {
        var half = HeadSize / 2;
        var (head, within) = (row / HeadSize, row % HeadSize);
        return head * HeadSize + 2 * (within % half) + within / half;
    }
}
