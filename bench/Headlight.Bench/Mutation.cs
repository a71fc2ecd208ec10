using System.Buffers.Binary;

namespace Headlight.Bench;

/// <summary>Small damage: flipped bits, lying numbers, cut ends, doubled or swapped pieces.</summary>
internal static class Mutation
{
    private static readonly ulong[] Lies = [0, 1, 0x7F, 0xFF, 0xFFFF, int.MaxValue, uint.MaxValue,
        long.MaxValue, ulong.MaxValue];

    public static byte[] Of(byte[] seed, int head, Random random)
    {
        var bytes = (byte[])seed.Clone();
        for (var count = random.Next(1, 4); count > 0 && bytes.Length > 16; count--)
        {
            bytes = Once(bytes, Math.Min(head, bytes.Length - 8), random);
        }
        return bytes;
    }

    private static byte[] Once(byte[] bytes, int head, Random random)
    {
        var at = random.Next(head);
        switch (random.Next(6))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), Lies[random.Next(Lies.Length)]);
                return bytes;
            case 3:
                return bytes[..random.Next(bytes.Length)];
            case 4:
                var length = random.Next(1, Math.Min(64, bytes.Length - at));
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            default:
                var other = random.Next(head);
                (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                return bytes;
        }
    }
}
