using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Headlight.Attention;

/// <summary>
/// A factor L of the Gram matrix G = W·Wᵀ = L·Lᵀ, so that ‖v·W‖ = ‖v·L‖ for every row v, however wide W is.
/// Cholesky with diagonal pivoting (Higham, Accuracy and Stability of Numerical Algorithms, §10.3) in double
/// precision; it stops where only rounding is left, so W may have any rank. The error of ‖v·L‖ is of the
/// order √(2⁻⁵²) · σmax(W) · ‖v‖.
/// </summary>
internal static unsafe class GramFactor
{
    private const int Lanes = 8, Block = 4;
    private const double Rounding = 1.8e-15; // 8 · 2⁻⁵²
    private const double Taken = double.NegativeInfinity; // a pivot's mark in the remaining diagonal

    /// <summary>
    /// Lᵀ [size, size], a row for each pivot, of W [size, width], width a multiple of 8; all NaN where W is
    /// not finite.
    /// </summary>
    public static double[] Transposed(ReadOnlySpan<double> w, int size, int width)
    {
        var gram = Gram(w, size, width);
        var factor = new double[size * size];
        var left = new double[size]; // diagonal of what is not factored yet
        for (var i = 0; i < size; i++)
        {
            left[i] = gram[i * size + i];
        }
        var tolerance = Rounding * left.Max();
        if (!left.All(double.IsFinite))
        {
            Array.Fill(factor, double.NaN);
            return factor;
        }
        for (var step = 0; step < size; step++)
        {
            var pivot = left.IndexOf(left.Max());
            if (left[pivot] <= tolerance)
            {
                break;
            }
            Eliminate(gram.AsSpan(pivot * size, size), factor, left, step, pivot);
        }
        return factor;
    }

    // Row `step` of Lᵀ: (G[pivot] − Σ Lᵀ[t][pivot] · Lᵀ[t]) / √left[pivot]; 0 for earlier pivots.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eliminate(Span<double> gramRow, double[] factor, double[] left, int step, int pivot)
    {
        var size = left.Length;
        var row = factor.AsSpan(step * size, size);
        gramRow.CopyTo(row);
        for (var t = 0; t < step; t++)
        {
            var earlier = factor.AsSpan(t * size, size);
            AddScaled(earlier, -earlier[pivot], row);
        }
        var scale = 1 / Math.Sqrt(left[pivot]);
        for (var i = 0; i < size; i++)
        {
            row[i] = left[i] == Taken ? 0 : row[i] * scale;
            left[i] = left[i] == Taken ? Taken : left[i] - row[i] * row[i];
        }
        left[pivot] = Taken;
    }

    // target += factor · x
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddScaled(ReadOnlySpan<double> x, double factor, Span<double> target)
    {
        var i = 0;
        for (; i + Lanes <= x.Length; i += Lanes)
        {
            var part = target.Slice(i, Lanes);
            var (added, old) = (Vector512.Create(x.Slice(i, Lanes)), Vector512.Create<double>(part));
            Vector512.FusedMultiplyAdd(Vector512.Create(factor), added, old).CopyTo(part);
        }
        for (; i < x.Length; i++)
        {
            target[i] = Math.FusedMultiplyAdd(factor, x[i], target[i]);
        }
    }

    private static double[] Gram(ReadOnlySpan<double> w, int size, int width)
    {
        var gram = new double[size * size];
        fixed (double* rows = w)
        {
            for (var j = 0; j < size; j += Block)
            {
                for (var i = j; i < size; i++)
                {
                    Dot(rows + (nint)i * width, rows + (nint)j * width, width, Math.Min(Block, size - j),
                        gram.AsSpan(i * size + j));
                }
            }
        }
        for (var i = 0; i < size; i++)
        {
            for (var j = i + 1; j < size; j++)
            {
                gram[i * size + j] = gram[j * size + i];
            }
        }
        return gram;
    }

    // x times up to four rows of y.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dot(double* x, double* y, int width, int count, Span<double> dots)
    {
        var y1 = y + (count > 1 ? width : 0);
        var y2 = y1 + (count > 2 ? width : 0);
        var y3 = y2 + (count > 3 ? width : 0);
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nint at = 0; at < width; at += Lanes)
        {
            var v = Vector512.Load(x + at);
            s0 = Vector512.FusedMultiplyAdd(v, Vector512.Load(y + at), s0);
            s1 = Vector512.FusedMultiplyAdd(v, Vector512.Load(y1 + at), s1);
            s2 = Vector512.FusedMultiplyAdd(v, Vector512.Load(y2 + at), s2);
            s3 = Vector512.FusedMultiplyAdd(v, Vector512.Load(y3 + at), s3);
        }
        ReadOnlySpan<double> sums =
            [VectorMath.Sum(s0), VectorMath.Sum(s1), VectorMath.Sum(s2), VectorMath.Sum(s3)];
        sums[..count].CopyTo(dots);
    }
}
