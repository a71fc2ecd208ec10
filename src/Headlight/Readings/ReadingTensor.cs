namespace Headlight.Readings;

/// <summary>
/// A tensor to be written: its numbers come piece by piece, so that large ones are never held whole.
/// </summary>
internal sealed record ReadingTensor(string Name, int[] Shape, Func<IEnumerable<ReadOnlyMemory<float>>> Pieces)
{
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);
}
