namespace Headlight.Checkpoints;

/// <summary>Sizes from shapes that may lie.</summary>
internal static class TensorSize
{
    // Room for the 8 bytes of the widest element.
    private const long MostElements = long.MaxValue / 8;

    /// <summary>
    /// Bytes that a tensor takes, or null where they are too many to count or no whole number of blocks.
    /// </summary>
    public static long? Bytes(ReadOnlySpan<int> shape, TensorType type)
    {
        long elements = 1;
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && elements > MostElements / size))
            {
                return null;
            }
            elements *= size;
        }
        return elements % type.BlockElements == 0 ? elements / type.BlockElements * type.BlockBytes : null;
    }
}
