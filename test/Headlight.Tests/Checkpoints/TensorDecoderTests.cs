using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

/// <summary>The vectorised decoders against plain loops, bit for bit.</summary>
public class TensorDecoderTests
{
    private const int Blocks = 4096;

    [Theory]
    [InlineData("F32")]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("Q8_0")]
    [InlineData("Q4_0")]
    [InlineData("Q4_1")]
    public void A_decoder_gives_the_bits_of_a_plain_loop(string name)
    {
        var type = TensorType.InGguf.Values.Single(type => type.Name == name);
        var random = new Random(7);
        foreach (var blocks in (int[])[0, 1, 2, 3, 15, 16, 17, 31, Blocks])
        {
            var source = new byte[blocks * type.BlockBytes];
            random.NextBytes(source);
            var actual = new float[blocks * type.BlockElements];
            type.Decode!(source, actual);
            for (var i = 0; i < actual.Length; i++)
            {
                var block = source.AsSpan(i / type.BlockElements * type.BlockBytes, type.BlockBytes);
                var expected = Expected(name, block, i % type.BlockElements);
                AssertSameBits(expected, actual[i], $"{name} element {i}");
            }
        }
    }

    [Fact]
    public void Every_half_has_its_value()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var decoded = new float[1];
            TensorDecoder.Half(BitConverter.GetBytes((ushort)bits), decoded);
            AssertSameBits(HalfValue(bits), decoded[0], $"{bits:x4}");
        }
    }

    private static float Expected(string type, ReadOnlySpan<byte> block, int i)
    {
        return type switch
        {
            "F32" => BitConverter.ToSingle(block),
            "F16" => HalfAt(block, 0),
            "BF16" => BitConverter.Int32BitsToSingle((block[0] | block[1] << 8) << 16),
            "Q8_0" => (sbyte)block[2 + i] * HalfAt(block, 0),
            "Q4_0" => (Nibble(block[2..], i) - 8) * HalfAt(block, 0),
            _ => Nibble(block[4..], i) * HalfAt(block, 0) + HalfAt(block, 2),
        };
    }

    private static int Nibble(ReadOnlySpan<byte> pairs, int i) => pairs[i % 16] >> (i < 16 ? 0 : 4) & 15;

    private static float HalfAt(ReadOnlySpan<byte> block, int at) =>
        HalfValue(block[at] | block[at + 1] << 8);

    // IEEE 754 binary16: sign, 5 bits of exponent, 10 of fraction.
    private static float HalfValue(int bits)
    {
        var (exponent, fraction) = (bits >> 10 & 31, bits & 1023);
        var magnitude = exponent switch
        {
            0 => fraction * Math.Pow(2, -24),
            31 => fraction == 0 ? double.PositiveInfinity : double.NaN,
            _ => (1024 + fraction) * Math.Pow(2, exponent - 25),
        };
        return (float)(bits >> 15 == 0 ? magnitude : -magnitude);
    }

    private static void AssertSameBits(float expected, float actual, string what) => Assert.True(
        BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual) ||
        (float.IsNaN(expected) && float.IsNaN(actual)), $"{what}: {expected} expected, {actual} decoded");
}
