using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Headlight.Attention;

/// <summary>
/// The right factor of a product: groups of 16 columns; step s of group g starts at
/// Start + s·StepStride + g·GroupStride (floats).
/// </summary>
internal readonly unsafe struct Panels(float* start, nint stepStride, nint groupStride)
{
    public readonly float* Start = start;
    public readonly nint StepStride = stepStride;
    public readonly nint GroupStride = groupStride;

    public Panels At(nint step, nint group) =>
        new(Start + step * StepStride + group * GroupStride, StepStride, GroupStride);
}

/// <summary>
/// C = A·B or C += A·B in single precision. Every element of C is one chain of fused multiply-adds in the
/// order of the steps, so its bits depend on its own row and column alone: not on blocking, vector width or
/// alignment.
/// </summary>
internal static unsafe class MatrixKernel
{
    public const int Lanes = 16;
    public const int BlockRows = 6;
    private const int BlockGroups = 4;

    /// <summary>C [rows, 16·groups] = A [rows, steps] · B [steps, 16·groups] (+ C if add is set).</summary>
    public static void Multiply(
        float* a, nint aStride, Panels b, float* c, nint cStride, int rows, int groups, int steps, bool add)
    {
        var row = 0;
        for (; row + BlockRows <= rows; row += BlockRows)
        {
            SixRows(a + row * aStride, aStride, b, c + row * cStride, cStride, groups, steps, add);
        }
        for (; row < rows; row++)
        {
            OneRow(a + row * aStride, b, c + row * cStride, groups, steps, add);
        }
    }

    private static void SixRows(
        float* a, nint aStride, Panels b, float* c, nint cStride, int groups, int steps, bool add)
    {
        var group = 0;
        for (; Vector512.IsHardwareAccelerated && group + BlockGroups <= groups; group += BlockGroups)
        {
            SixByFour(a, aStride, b.At(0, group), c + group * Lanes, cStride, steps, add);
        }
        for (; group < groups; group++)
        {
            SixByOne(a, aStride, b.At(0, group).Start, b.StepStride, c + group * Lanes, cStride, steps, add);
        }
    }

    private static void OneRow(float* a, Panels b, float* c, int groups, int steps, bool add)
    {
        var group = 0;
        for (; group + BlockGroups <= groups; group += BlockGroups)
        {
            OneByFour(a, b.At(0, group), c + group * Lanes, steps, add);
        }
        for (; group < groups; group++)
        {
            OneByOne(a, b.At(0, group).Start, b.StepStride, c + group * Lanes, steps, add);
        }
    }

    // 24 accumulators, four vectors of B and one broadcast of A: 29 of AVX-512's 32 registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixByFour(
        float* a, nint aStride, Panels b, float* c, nint cStride, int steps, bool add)
    {
        float* b0 = b.Start, b1 = b0 + b.GroupStride, b2 = b1 + b.GroupStride, b3 = b2 + b.GroupStride;
        float* a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride, a4 = a3 + aStride, a5 = a4 + aStride;
        float* c1 = c + cStride, c2 = c1 + cStride, c3 = c2 + cStride, c4 = c3 + cStride, c5 = c4 + cStride;
        Load(c, add, out var r00, out var r01, out var r02, out var r03);
        Load(c1, add, out var r10, out var r11, out var r12, out var r13);
        Load(c2, add, out var r20, out var r21, out var r22, out var r23);
        Load(c3, add, out var r30, out var r31, out var r32, out var r33);
        Load(c4, add, out var r40, out var r41, out var r42, out var r43);
        Load(c5, add, out var r50, out var r51, out var r52, out var r53);
        nint at = 0;
        for (nint step = 0; step < steps; step++, at += b.StepStride)
        {
            var v0 = Vector512.Load(b0 + at);
            var v1 = Vector512.Load(b1 + at);
            var v2 = Vector512.Load(b2 + at);
            var v3 = Vector512.Load(b3 + at);
            Fma(a[step], v0, v1, v2, v3, ref r00, ref r01, ref r02, ref r03);
            Fma(a1[step], v0, v1, v2, v3, ref r10, ref r11, ref r12, ref r13);
            Fma(a2[step], v0, v1, v2, v3, ref r20, ref r21, ref r22, ref r23);
            Fma(a3[step], v0, v1, v2, v3, ref r30, ref r31, ref r32, ref r33);
            Fma(a4[step], v0, v1, v2, v3, ref r40, ref r41, ref r42, ref r43);
            Fma(a5[step], v0, v1, v2, v3, ref r50, ref r51, ref r52, ref r53);
        }
        Store(c, r00, r01, r02, r03);
        Store(c1, r10, r11, r12, r13);
        Store(c2, r20, r21, r22, r23);
        Store(c3, r30, r31, r32, r33);
        Store(c4, r40, r41, r42, r43);
        Store(c5, r50, r51, r52, r53);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SixByOne(
        float* a, nint aStride, float* b, nint stepStride, float* c, nint cStride, int steps, bool add)
    {
        float* a1 = a + aStride, a2 = a1 + aStride, a3 = a2 + aStride, a4 = a3 + aStride, a5 = a4 + aStride;
        float* c1 = c + cStride, c2 = c1 + cStride, c3 = c2 + cStride, c4 = c3 + cStride, c5 = c4 + cStride;
        var r0 = add ? Vector512.Load(c) : default;
        var r1 = add ? Vector512.Load(c1) : default;
        var r2 = add ? Vector512.Load(c2) : default;
        var r3 = add ? Vector512.Load(c3) : default;
        var r4 = add ? Vector512.Load(c4) : default;
        var r5 = add ? Vector512.Load(c5) : default;
        for (nint step = 0; step < steps; step++, b += stepStride)
        {
            var v = Vector512.Load(b);
            r0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[step]), v, r0);
            r1 = Vector512.FusedMultiplyAdd(Vector512.Create(a1[step]), v, r1);
            r2 = Vector512.FusedMultiplyAdd(Vector512.Create(a2[step]), v, r2);
            r3 = Vector512.FusedMultiplyAdd(Vector512.Create(a3[step]), v, r3);
            r4 = Vector512.FusedMultiplyAdd(Vector512.Create(a4[step]), v, r4);
            r5 = Vector512.FusedMultiplyAdd(Vector512.Create(a5[step]), v, r5);
        }
        r0.Store(c);
        r1.Store(c1);
        r2.Store(c2);
        r3.Store(c3);
        r4.Store(c4);
        r5.Store(c5);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByFour(float* a, Panels b, float* c, int steps, bool add)
    {
        float* b0 = b.Start, b1 = b0 + b.GroupStride, b2 = b1 + b.GroupStride, b3 = b2 + b.GroupStride;
        Load(c, add, out var r0, out var r1, out var r2, out var r3);
        nint at = 0;
        for (nint step = 0; step < steps; step++, at += b.StepStride)
        {
            Fma(a[step], Vector512.Load(b0 + at), Vector512.Load(b1 + at), Vector512.Load(b2 + at),
                Vector512.Load(b3 + at), ref r0, ref r1, ref r2, ref r3);
        }
        Store(c, r0, r1, r2, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneByOne(float* a, float* b, nint stepStride, float* c, int steps, bool add)
    {
        var r = add ? Vector512.Load(c) : default;
        for (nint step = 0; step < steps; step++, b += stepStride)
        {
            r = Vector512.FusedMultiplyAdd(Vector512.Create(a[step]), Vector512.Load(b), r);
        }
        r.Store(c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fma(
        float a, Vector512<float> v0, Vector512<float> v1, Vector512<float> v2, Vector512<float> v3,
        ref Vector512<float> r0, ref Vector512<float> r1, ref Vector512<float> r2, ref Vector512<float> r3)
    {
        var x = Vector512.Create(a);
        r0 = Vector512.FusedMultiplyAdd(x, v0, r0);
        r1 = Vector512.FusedMultiplyAdd(x, v1, r1);
        r2 = Vector512.FusedMultiplyAdd(x, v2, r2);
        r3 = Vector512.FusedMultiplyAdd(x, v3, r3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(
        float* c, bool add, out Vector512<float> r0, out Vector512<float> r1, out Vector512<float> r2,
        out Vector512<float> r3)
    {
        if (!add)
        {
            r0 = r1 = r2 = r3 = default;
            return;
        }
        r0 = Vector512.Load(c);
        r1 = Vector512.Load(c + Lanes);
        r2 = Vector512.Load(c + 2 * Lanes);
        r3 = Vector512.Load(c + 3 * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        float* c, Vector512<float> r0, Vector512<float> r1, Vector512<float> r2, Vector512<float> r3)
    {
        r0.Store(c);
        r1.Store(c + Lanes);
        r2.Store(c + 2 * Lanes);
        r3.Store(c + 3 * Lanes);
    }
}
