namespace Headlight.Tokenization.Unicode;

/// <summary>A set of code points, one bit each.</summary>
internal sealed class CharSet
{
    private const int CodePoints = 0x110000;

    private readonly ulong[] bits = new ulong[CodePoints / 64];

    public bool Contains(int codePoint) => (bits[codePoint >> 6] >> (codePoint & 63) & 1) != 0;

    public CharSet Add(int first, int last)
    {
        for (var codePoint = first; codePoint <= last; codePoint++)
        {
            bits[codePoint >> 6] |= 1UL << (codePoint & 63);
        }
        return this;
    }

    public CharSet Add(CharSet other)
    {
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] |= other.bits[i];
        }
        return this;
    }

    public CharSet Inverted()
    {
        var inverted = new CharSet();
        for (var i = 0; i < bits.Length; i++)
        {
            inverted.bits[i] = ~bits[i];
        }
        return inverted;
    }
}
