using System.Buffers;

namespace Headlight.Checkpoints;

/// <summary>
/// A tensor of a checkpoint, read from the mapped file when asked. Its shape and order are those of Hugging
/// Face's modules, whatever the file stores. Safe to read from several threads.
/// </summary>
internal sealed class StoredTensor
{
    private const int ChunkElements = 1 << 20;

    private readonly MappedFile file;
    private readonly long offset;
    private readonly RowOrder order;

    public StoredTensor(string name, int[] shape, TensorType type, MappedFile file, long offset)
        : this(name, shape, type, file, offset, RowOrder.AsStored)
    {
    }

    private StoredTensor(
        string name, int[] shape, TensorType type, MappedFile file, long offset, RowOrder order)
    {
        (Name, Shape, Type, this.file, this.offset, this.order) = (name, shape, type, file, offset, order);
        ElementCount = shape.Aggregate(1L, (count, size) => count * size);
    }

    /// <summary>The path in Hugging Face's module.</summary>
    public string Name { get; }

    public int[] Shape { get; }

    public TensorType Type { get; }

    public long ElementCount { get; }

    /// <summary>Bytes in the file.</summary>
    public long ByteCount => ElementCount / Type.BlockElements * Type.BlockBytes;

    private int Rows => Shape.Length == 0 ? 1 : Shape[0];

    private long RowLength => Shape.Length == 0 ? 1 : ElementCount / Math.Max(Shape[0], 1);

    public StoredTensor Named(string name) => new(name, Shape, Type, file, offset, order);

    /// <summary>The same matrix seen with rows and columns exchanged.</summary>
    public StoredTensor Transposed() => Shape.Length == 2 && order.Kind != RowOrderKind.Interleaved
        ? new(Name, [Shape[1], Shape[0]], Type, file, offset, order.Turned())
        : throw new CheckpointException(
            $"Tensor `{Name}` in `{file.Path}` is {Sizes(Shape)}, but a matrix was expected.");

    /// <summary>
    /// The rows of each head in rotate-half order, where the file interleaves the two halves (rows 0, d/2, 1,
    /// d/2 + 1, …) as llama.cpp's converter does.
    /// </summary>
    public StoredTensor WithRotaryHalves(int heads) => heads > 0 && Rows % (2 * (long)heads) == 0
        ? new(Name, Shape, Type, file, offset, RowOrder.Interleaved(Rows / heads))
        : throw new CheckpointException(
            $"Tensor `{Name}` in `{file.Path}` has {Rows} rows, but {heads} heads of even size.");

    public float[] ToArray()
    {
        RequireReadable(ElementCount);
        var elements = GC.AllocateUninitializedArray<float>((int)ElementCount);
        Read(elements);
        return elements;
    }

    /// <summary>The whole tensor as fp32, last axis fastest.</summary>
    public void Read(Span<float> destination) => ReadRows(0, Rows, destination);

    /// <summary>Some rows of the first axis as fp32; cheap unless the matrix is seen transposed.</summary>
    public void ReadRows(int firstRow, int rowCount, Span<float> destination)
    {
        RequireReadable(order.Kind == RowOrderKind.Transposed ? ElementCount : rowCount * RowLength);
        ArgumentOutOfRangeException.ThrowIfNegative(firstRow);
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rowCount, Rows - firstRow);
        ArgumentOutOfRangeException.ThrowIfNotEqual(destination.Length, rowCount * RowLength);
        using var bytes = file.Borrow();
        switch (order.Kind)
        {
            case RowOrderKind.AsStored:
                Decode(bytes, firstRow * RowLength, destination);
                break;
            case RowOrderKind.Interleaved:
                DecodeRotaryHalves(bytes, firstRow, (int)RowLength, destination);
                break;
            default:
                DecodeColumns(bytes, firstRow, rowCount, destination);
                break;
        }
    }

    public override string ToString() => $"{Name} {Sizes(Shape)} {Type}";

    internal static string Sizes(ReadOnlySpan<int> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private void DecodeRotaryHalves(MappedFile.Lease bytes, int row, int rowLength, Span<float> destination)
    {
        for (; !destination.IsEmpty; destination = destination[rowLength..], row++)
        {
            Decode(bytes, (long)order.StoredRow(row) * rowLength, destination[..rowLength]);
        }
    }

    // Stored rows are our columns: a band of them at a time is decoded and turned.
    private void DecodeColumns(MappedFile.Lease bytes, int firstRow, int rowCount, Span<float> destination)
    {
        const int Band = 16;
        var (columns, stored) = (Shape[1], Shape[0]);
        var rented = ArrayPool<float>.Shared.Rent(Math.Min(Band, columns) * stored);
        for (var column = 0; column < columns; column += Band)
        {
            var width = Math.Min(Band, columns - column);
            Decode(bytes, (long)column * stored, rented.AsSpan(0, width * stored)); // [width, stored]
            for (var row = 0; row < rowCount; row++)
            {
                var line = destination.Slice(row * columns + column, width);
                for (var i = 0; i < width; i++)
                {
                    line[i] = rented[i * stored + firstRow + row];
                }
            }
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    private void Decode(MappedFile.Lease bytes, long first, Span<float> destination)
    {
        var block = Type.BlockElements;
        Span<float> whole = stackalloc float[block];
        while (!destination.IsEmpty)
        {
            var skip = (int)(first % block);
            var count = Math.Min(destination.Length, ChunkElements) / block * block;
            if (skip != 0 || count == 0)
            {
                count = Math.Min(block - skip, destination.Length);
                DecodeBlocks(bytes, first - skip, whole);
                whole.Slice(skip, count).CopyTo(destination);
            }
            else
            {
                DecodeBlocks(bytes, first, destination[..count]);
            }
            first += count;
            destination = destination[count..];
        }
    }

    private void DecodeBlocks(MappedFile.Lease bytes, long first, Span<float> destination)
    {
        var start = offset + first / Type.BlockElements * Type.BlockBytes;
        var source = bytes.Slice(start, destination.Length / Type.BlockElements * Type.BlockBytes);
        Type.Decode!(source, destination);
    }

    private void RequireReadable(long elements)
    {
        if (Type.Decode is null)
        {
            throw new CheckpointException($"Tensor `{Name}` in `{file.Path}` is stored as {Type}, which is " +
                $"not read yet; known: {TensorType.Readable}.");
        }
        if (elements > Array.MaxLength)
        {
            throw new CheckpointException($"{elements} elements of tensor `{Name}` in `{file.Path}` are " +
                $"asked for; at most {Array.MaxLength} can be read at once.");
        }
    }
}
