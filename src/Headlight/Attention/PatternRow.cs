using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Headlight.Attention;

/// <summary>
/// The rule applied to one row of q·k, in place. A row is worked on in whole vectors, so up to 15 floats on
/// either side of its visible keys are overwritten too. Sums have one order, fixed by the keys' own indices.
/// </summary>
internal static unsafe class PatternRow
{
    private const int Lanes = MatrixKernel.Lanes;

    /// <summary>q·k → scaled, capped, biased scores; −∞ beside the visible keys.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scores(
        float* row, (int First, int End) keys, AttentionRule rule, int head, int position)
    {
        if (keys.First == keys.End)
        {
            return;
        }
        var (from, to) = Aligned(keys);
        var scale = Vector512.Create(rule.Scale);
        for (var at = from; at < to; at += Lanes)
        {
            (Vector512.Load(row + at) * scale).Store(row + at);
        }
        if (rule.SoftCap is { } cap)
        {
            SoftCap(row, from, to, cap);
        }
        if (rule.Bias is { } bias)
        {
            AddBias(row, keys, bias, head, position);
        }
        MaskBeside(row, keys);
    }

    /// <summary>
    /// Scores → weights of the visible keys; a NaN or +∞ among the scores, or nothing but −∞, makes them all
    /// NaN. The sink takes part in the sum and is dropped.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(float* row, (int First, int End) keys, float? sink)
    {
        if (keys.First == keys.End)
        {
            return;
        }
        var (from, to) = Aligned(keys);
        var max = Vector512.Create(Greatest(row, from, to, sink ?? float.NegativeInfinity));
        var sums = Vector512<float>.Zero;
        for (var at = from; at < to; at += Lanes)
        {
            var weight = VectorMath.Exp(Vector512.Load(row + at) - max);
            weight.Store(row + at);
            sums += weight;
        }
        var sum = VectorMath.Sum(sums);
        if (sink is { } logit)
        {
            sum += VectorMath.Exp(Vector512.Create(logit) - max).ToScalar();
        }
        var factor = Vector512.Create(1 / sum);
        for (var at = from; at < to; at += Lanes)
        {
            (Vector512.Load(row + at) * factor).Store(row + at);
        }
    }

    private static (int From, int To) Aligned((int First, int End) keys) =>
        (keys.First / Lanes * Lanes, PackedHead.Groups(keys.End) * Lanes);

    private static void MaskBeside(float* row, (int First, int End) keys)
    {
        var (from, to) = Aligned(keys);
        new Span<float>(row + from, keys.First - from).Fill(float.NegativeInfinity);
        new Span<float>(row + keys.End, to - keys.End).Fill(float.NegativeInfinity);
    }

    // A NaN may be passed over: the sum of the exponentials will be NaN anyway.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Greatest(float* row, int from, int to, float start)
    {
        var max = Vector512.Create(start);
        for (var at = from; at < to; at += Lanes)
        {
            max = Vector512.MaxNative(max, Vector512.Load(row + at));
        }
        return VectorMath.Max(max);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SoftCap(float* row, int from, int to, float cap)
    {
        var scale = Vector512.Create(cap);
        for (var at = from; at < to; at += Lanes)
        {
            (VectorMath.Tanh(Vector512.Load(row + at) / scale) * scale).Store(row + at);
        }
    }

    // The table's entry for key j is j − origin; keys before and after the table take its ends.
    private static void AddBias(
        float* row, (int First, int End) keys, OffsetBias bias, int head, int position)
    {
        var length = bias.Values.GetLength(1);
        var origin = (long)position - bias.Center;
        var low = (int)Math.Clamp(origin, keys.First, keys.End);
        var high = (int)Math.Clamp(origin + length, keys.First, keys.End);
        fixed (float* values = bias.Values)
        {
            var table = values + (nint)head * length;
            Add(new(row + keys.First, low - keys.First), table[0]);
            var inside = new Span<float>(row + low, high - low);
            var entries = new ReadOnlySpan<float>(table + (low - origin), inside.Length);
            TensorPrimitives.Add(inside, entries, inside);
            Add(new(row + high, keys.End - high), table[length - 1]);
        }
    }

    private static void Add(Span<float> scores, float value) => TensorPrimitives.Add(scores, value, scores);
}
