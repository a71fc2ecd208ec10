using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Headlight.Checkpoints;

/// <summary>
/// Turns stored blocks into fp32, bit for bit as gguf's reference dequantisation does. The blocks of 32 are
/// those of ggml (ggml-common.h); a 4-bit block holds elements 0–15 in its low and 16–31 in its high nibbles.
/// </summary>
internal static class TensorDecoder
{
    // Added to any number, −0 too, it leaves the bits alone.
    private static Vector256<float> Nothing => Vector256.Create(-0f);

    public static void Single(ReadOnlySpan<byte> source, Span<float> destination) =>
        MemoryMarshal.Cast<byte, float>(source).CopyTo(destination);

    public static void Half(ReadOnlySpan<byte> source, Span<float> destination) =>
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(source), destination);

    public static void Brain(ReadOnlySpan<byte> source, Span<float> destination)
    {
        var from = MemoryMarshal.Cast<byte, ushort>(source);
        var to = MemoryMarshal.Cast<float, uint>(destination);
        var i = 0;
        for (; i <= from.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (lower, upper) = Vector256.Widen(Vector256.Create(from[i..]));
            (lower << 16).CopyTo(to[i..]);
            (upper << 16).CopyTo(to[(i + Vector256<uint>.Count)..]);
        }
        for (; i < from.Length; i++)
        {
            to[i] = (uint)from[i] << 16;
        }
    }

    /// <summary>d (fp16), 32 × int8: d·q.</summary>
    public static void Q8(ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (; !source.IsEmpty; source = source[34..], destination = destination[32..])
        {
            var block = destination[..32];
            var scale = Vector256.Create(HalfAt(source));
            var quants = MemoryMarshal.Cast<byte, sbyte>(source[2..34]);
            Store(Vector128.Create(quants), scale, Nothing, block);
            Store(Vector128.Create(quants[16..]), scale, Nothing, block[16..]);
        }
    }

    /// <summary>d (fp16), 32 nibbles: d·(q − 8).</summary>
    public static void Q4WithoutMinimum(ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (; !source.IsEmpty; source = source[18..], destination = destination[32..])
        {
            var block = destination[..32];
            var scale = Vector256.Create(HalfAt(source));
            var pairs = Vector128.Create(source[2..18]);
            var eight = Vector128.Create((sbyte)8);
            Store((pairs & Vector128.Create((byte)15)).AsSByte() - eight, scale, Nothing, block);
            Store((pairs >>> 4).AsSByte() - eight, scale, Nothing, block[16..]);
        }
    }

    /// <summary>d (fp16), m (fp16), 32 nibbles: d·q + m.</summary>
    public static void Q4WithMinimum(ReadOnlySpan<byte> source, Span<float> destination)
    {
        for (; !source.IsEmpty; source = source[20..], destination = destination[32..])
        {
            var block = destination[..32];
            var scale = Vector256.Create(HalfAt(source));
            var minimum = Vector256.Create(HalfAt(source[2..]));
            var pairs = Vector128.Create(source[4..20]);
            Store((pairs & Vector128.Create((byte)15)).AsSByte(), scale, minimum, block);
            Store((pairs >>> 4).AsSByte(), scale, minimum, block[16..]);
        }
    }

    private static float HalfAt(ReadOnlySpan<byte> source) =>
        (float)BinaryPrimitives.ReadHalfLittleEndian(source);

    private static void Store(
        Vector128<sbyte> quants, Vector256<float> scale, Vector256<float> minimum, Span<float> destination)
    {
        var (lower, upper) = Vector256.Widen(Vector256.Widen(quants.ToVector256Unsafe()).Lower);
        (Vector256.ConvertToSingle(lower) * scale + minimum).CopyTo(destination);
        (Vector256.ConvertToSingle(upper) * scale + minimum).CopyTo(destination[8..]);
    }
}
