using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Headlight.Attention;

/// <summary>
/// ‖v · W_O^h‖ of one layer: how much a key's value can write into the residual stream through each head
/// (Kobayashi et al., Attention is Not Only a Weight, arXiv 2004.10102). W_O^h, the head's [headSize, width]
/// slice of the output projection, is kept as its Gram factor.
/// </summary>
internal sealed unsafe class OutputNorms
{
    private const int Lanes = MatrixKernel.Lanes, TileRows = 48;

    private readonly float[] _factors; // [heads, headSize, padded headSize]
    private readonly int _heads, _size, _padded;

    private OutputNorms(int heads, int headSize)
    {
        (_heads, _size) = (heads, headSize);
        _padded = PackedHead.Groups(headSize) * Lanes;
        _factors = new float[heads * headSize * _padded];
    }

    /// <summary>
    /// From the output projection's weight: [heads · headSize, width], or [width, heads · headSize] where
    /// transposed.
    /// </summary>
    public static OutputNorms From(
        ReadOnlySpan<float> outputWeight, int heads, int headSize, int width, bool transposed = false)
    {
        AttentionShape.CheckLength(nameof(outputWeight), outputWeight.Length, (long)heads * headSize * width);
        var norms = new OutputNorms(heads, headSize);
        var paddedWidth = (width + 7) / 8 * 8;
        var slice = new double[headSize * paddedWidth];
        for (var head = 0; head < heads; head++)
        {
            if (transposed)
            {
                TakeColumns(outputWeight, head * headSize, heads * headSize, slice, headSize, paddedWidth);
            }
            else
            {
                var rows = outputWeight.Slice(head * headSize * width, headSize * width);
                TakeRows(rows, slice, width, paddedWidth);
            }
            norms.Keep(head, GramFactor.Transposed(slice, headSize, paddedWidth));
        }
        return norms;
    }

    /// <summary>Norms [batch, heads, keys] of the values v.</summary>
    public void Compute(ReadOnlySpan<float> v, AttentionShape shape, Span<float> norms)
    {
        if (shape.Heads != _heads || shape.HeadSize != _size)
        {
            throw new ArgumentException($"{shape} does not have the {_heads} heads of {_size} expected.");
        }
        AttentionShape.CheckLength(nameof(v), v.Length, shape.KeySize);
        AttentionShape.CheckLength(nameof(norms), norms.Length, (long)shape.Batch * _heads * shape.Keys);
        using var memory = new Scratch((_size + TileRows) * _padded);
        fixed (float* values = v)
        {
            for (var row = 0; row < shape.Batch * _heads; row++)
            {
                var (batch, head) = (row / _heads, row % _heads);
                _factors.AsSpan(head * _size * _padded, _size * _padded)
                    .CopyTo(new Span<float>(memory.Start, _size * _padded));
                Compute(values + shape.KeyOffset(batch, head / shape.Group), shape.KeyStride, memory.Start,
                    norms.Slice(row * shape.Keys, shape.Keys));
            }
        }
    }

    private void Compute(float* values, nint stride, float* factor, Span<float> norms)
    {
        var product = factor + _size * _padded; // v · L, [rows, padded headSize]
        for (var done = 0; done < norms.Length; done += TileRows)
        {
            var rows = Math.Min(TileRows, norms.Length - done);
            MatrixKernel.Multiply(
                values + done * stride, stride, new Panels(factor, _padded, Lanes), product, _padded, rows,
                _padded / Lanes, _size, add: false);
            for (var row = 0; row < rows; row++)
            {
                norms[done + row] = (float)Math.Sqrt(SumOfSquares(product + row * _padded, _padded));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfSquares(float* row, int count)
    {
        var sums = Vector512<double>.Zero;
        for (var at = 0; at < count; at += Lanes)
        {
            var (lower, upper) = Vector512.Widen(Vector512.Load(row + at));
            sums = Vector512.FusedMultiplyAdd(lower, lower, sums);
            sums = Vector512.FusedMultiplyAdd(upper, upper, sums);
        }
        return VectorMath.Sum(sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeRows(ReadOnlySpan<float> rows, double[] slice, int width, int paddedWidth)
    {
        for (var i = 0; i < rows.Length / width; i++)
        {
            for (var o = 0; o < width; o++)
            {
                slice[i * paddedWidth + o] = rows[i * width + o];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeColumns(
        ReadOnlySpan<float> weight, int first, int stride, double[] slice, int headSize, int paddedWidth)
    {
        for (var o = 0; o < weight.Length / stride; o++)
        {
            for (var i = 0; i < headSize; i++)
            {
                slice[i * paddedWidth + o] = weight[o * stride + first + i];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(int head, double[] transposedFactor)
    {
        for (var i = 0; i < _size; i++)
        {
            for (var step = 0; step < _size; step++)
            {
                _factors[(head * _size + i) * _padded + step] = (float)transposedFactor[step * _size + i];
            }
        }
    }
}
