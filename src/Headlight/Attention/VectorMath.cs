using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Headlight.Attention;

/// <summary>
/// exp and tanh of 16 floats, and sums in one fixed order: the same bits on every machine, at any vector
/// width and alignment. The polynomials interpolate at Chebyshev nodes of the reduced range.
/// </summary>
internal static class VectorMath
{
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693115234375f, Ln2Low = 3.194618494528623e-05f;
    private const float RoundToInteger = 12582912f; // 1.5 · 2²³: the nearest integer in the low bits

    /// <summary>
    /// exp(x) for x ≤ 88, within 2 units in the last place; results below the smallest normal float are 0;
    /// NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var shifted = Fma(x, Vector512.Create(Log2E), Vector512.Create(RoundToInteger));
        var n = shifted - Vector512.Create(RoundToInteger);
        var r = Fma(n, Vector512.Create(-Ln2High), x);
        r = Fma(n, Vector512.Create(-Ln2Low), r); // |r| ≤ ln 2 / 2
        var p = Vector512.Create(0.0013926926613654082f);
        p = Fma(p, r, Vector512.Create(0.008363773874407265f));
        p = Fma(p, r, Vector512.Create(0.04166655011030872f));
        p = Fma(p, r, Vector512.Create(0.16666573381900845f));
        p = Fma(p, r, Vector512.Create(0.5f));
        p = Fma(p * r, r, r) + Vector512.Create(1f);
        var exponent = Vector512.ShiftLeft(shifted.AsInt32(), 23) + Vector512.Create(127 << 23);
        var tiny = Vector512.LessThan(x, Vector512.Create(-87.33654f)); // ln of the smallest normal float
        return Vector512.AndNot(p * exponent.AsSingle(), tiny.AsSingle());
    }

    /// <summary>tanh(x), within 2 units in the last place; NaN stays NaN.</summary>
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var size = Vector512.Abs(x);
        var square = x * x;
        var p = Vector512.Create(-0.006045165098520124f);
        p = Fma(p, square, Vector512.Create(0.020961329110249154f));
        p = Fma(p, square, Vector512.Create(-0.053843263175729114f));
        p = Fma(p, square, Vector512.Create(0.13332718845593466f));
        p = Fma(p, square, Vector512.Create(-0.33333328433318615f));
        var near = Fma(p * square, x, x); // |x| < 0.63
        var e = Exp(size * Vector512.Create(-2f));
        var far = Vector512.CopySign((Vector512.Create(1f) - e) / (Vector512.Create(1f) + e), x);
        return Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512.Create(0.63f)), near, far);
    }

    /// <summary>The sum of the 16 lanes, halves folded onto each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x)
    {
        var eight = x.GetLower() + x.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>The sum of the 8 lanes, halves folded onto each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> x)
    {
        var four = x.GetLower() + x.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <summary>The greatest of the 16 lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> x)
    {
        var eight = Vector256.Max(x.GetLower(), x.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return MathF.Max(MathF.Max(four[0], four[2]), MathF.Max(four[1], four[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.FusedMultiplyAdd(a, b, c);
}
