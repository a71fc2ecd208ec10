namespace Headlight.Attention;

/// <summary>
/// One key-value head copied for the matrix kernel: keys as [keys / 16, headSize, 16], so that 16 scores are one
/// vector, values as [keys, headSize rounded up to 16]. What is padded is zero.
/// </summary>
internal readonly unsafe struct PackedHead(float* start, int keys, int headSize)
{
    private const int Lanes = MatrixKernel.Lanes;

    /// <summary>n divided by the lanes of a vector, rounded up.</summary>
    public static int Groups(int n) => (n + Lanes - 1) / Lanes;

    /// <summary>Floats that the keys take, and those for keys and values.</summary>
    public static long KeysSize(int keys, int headSize) => (long)Groups(keys) * Lanes * headSize;
    public static long Size(int keys, int headSize) =>
        KeysSize(keys, headSize) + (long)keys * Groups(headSize) * Lanes;

    /// <summary>Step: dimension. Group: 16 keys.</summary>
    public Panels Keys => new(start, Lanes, (nint)Lanes * headSize);

    /// <summary>Step: key. Group: 16 dimensions.</summary>
    public Panels Values => new(start + KeysSize(keys, headSize), Groups(headSize) * Lanes, Lanes);

    public void PackKeys(float* source, nint stride)
    {
        for (var group = 0; group < Groups(keys); group++)
        {
            var target = Keys.At(0, group).Start;
            var count = Math.Min(Lanes, keys - group * Lanes);
            if (count < Lanes)
            {
                new Span<float>(target, Lanes * headSize).Clear();
            }
            Transpose(source + group * Lanes * stride, stride, target, count);
        }
    }

    public void PackValues(float* source, nint stride)
    {
        var width = (int)Values.StepStride;
        for (var key = 0; key < keys; key++)
        {
            var row = new Span<float>(Values.At(key, 0).Start, width);
            new ReadOnlySpan<float>(source + key * stride, headSize).CopyTo(row);
            row[headSize..].Clear();
        }
    }

    private void Transpose(float* source, nint stride, float* target, int count)
    {
        for (var key = 0; key < count; key++, source += stride)
        {
            for (nint i = 0; i < headSize; i++)
            {
                target[i * Lanes + key] = source[i];
            }
        }
    }
}
