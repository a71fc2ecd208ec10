using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Headlight.Attention;

/// <summary>
/// The keys or values of one key-value head as the matrix kernel takes them: keys as
/// [keys / 16, headSize, 16], so that 16 scores are one vector, values as [keys, headSize rounded up to 16].
/// What is padded is zero.
/// </summary>
internal readonly unsafe struct PackedHead(float* start, int keys, int headSize)
{
    private const int Lanes = MatrixKernel.Lanes;

    /// <summary>n divided by the lanes of a vector, rounded up.</summary>
    public static int Groups(int n) => (n + Lanes - 1) / Lanes;

    /// <summary>Floats that the packed keys take.</summary>
    public static long KeysSize(int keys, int headSize) => (long)Groups(keys) * Lanes * headSize;

    /// <summary>Floats that the packed values take: none where they can be used as they lie.</summary>
    public static long ValuesSize(int keys, int headSize) =>
        headSize % Lanes == 0 ? 0 : (long)keys * Groups(headSize) * Lanes;

    /// <summary>Step: dimension. Group: 16 keys.</summary>
    public Panels PackKeys(float* source, nint stride)
    {
        var packed = new Panels(start, Lanes, (nint)Lanes * headSize);
        for (var group = 0; group < Groups(keys); group++)
        {
            var target = packed.At(0, group).Start;
            var count = Math.Min(Lanes, keys - group * Lanes);
            if (count < Lanes)
            {
                new Span<float>(target, Lanes * headSize).Clear();
            }
            Transpose(source + group * Lanes * stride, stride, target, count);
        }
        return packed;
    }

    /// <summary>Step: key. Group: 16 dimensions.</summary>
    public Panels PackValues(float* source, nint stride)
    {
        if (headSize % Lanes == 0)
        {
            return new Panels(source, stride, Lanes);
        }
        var width = Groups(headSize) * Lanes;
        for (var key = 0; key < keys; key++)
        {
            var row = new Span<float>(start + (nint)key * width, width);
            new ReadOnlySpan<float>(source + key * stride, headSize).CopyTo(row);
            row[headSize..].Clear();
        }
        return new Panels(start, width, Lanes);
    }

    // [count, headSize] → [headSize, 16].
    private void Transpose(float* source, nint stride, float* target, int count)
    {
        var done = 0;
        for (; Vector512.IsHardwareAccelerated && done + 4 <= count; done += 4)
        {
            FourKeys(source + done * stride, stride, target + done);
        }
        for (; done < count; done++)
        {
            OneKey(source + done * stride, target + done, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FourKeys(float* source, nint stride, float* target)
    {
        var transposed = Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        nint i = 0;
        for (; i + 4 <= headSize; i += 4)
        {
            var first = Vector256.Create(Vector128.Load(source + i), Vector128.Load(source + stride + i));
            var second = Vector256.Create(
                Vector128.Load(source + 2 * stride + i), Vector128.Load(source + 3 * stride + i));
            var block = Vector512.Shuffle(Vector512.Create(first, second), transposed);
            block.GetLower().GetLower().Store(target + i * Lanes);
            block.GetLower().GetUpper().Store(target + (i + 1) * Lanes);
            block.GetUpper().GetLower().Store(target + (i + 2) * Lanes);
            block.GetUpper().GetUpper().Store(target + (i + 3) * Lanes);
        }
        for (var key = 0; key < 4; key++)
        {
            OneKey(source + key * stride, target + key, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void OneKey(float* source, float* target, nint from)
    {
        for (var i = from; i < headSize; i++)
        {
            target[i * Lanes] = source[i];
        }
    }
}
