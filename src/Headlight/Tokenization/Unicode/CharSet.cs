namespace Headlight.Tokenization.Unicode;

/// <summary>A set of code points, one bit each, in pages: a pattern may have thousands of small sets.</summary>
internal sealed class CharSet
{
    private const int CodePoints = 0x110000;
    private const int PageBits = 12; // 4,096 code points, 64 words of 64 bits
    private const int Words = (1 << PageBits) / 64;

    private readonly ulong[]?[] pages = new ulong[CodePoints >> PageBits][];

    public bool Contains(int codePoint) => pages[codePoint >> PageBits] is { } page
        && (page[codePoint >> 6 & (Words - 1)] >> (codePoint & 63) & 1) != 0;

    public CharSet Add(int first, int last)
    {
        for (var codePoint = first; codePoint <= last; codePoint++)
        {
            Page(codePoint >> PageBits)[codePoint >> 6 & (Words - 1)] |= 1UL << (codePoint & 63);
        }
        return this;
    }

    public CharSet Add(CharSet other)
    {
        for (var i = 0; i < pages.Length; i++)
        {
            if (other.pages[i] is { } added)
            {
                var page = Page(i);
                for (var word = 0; word < Words; word++)
                {
                    page[word] |= added[word];
                }
            }
        }
        return this;
    }

    public CharSet Inverted()
    {
        var inverted = new CharSet();
        for (var i = 0; i < pages.Length; i++)
        {
            var page = inverted.Page(i);
            for (var word = 0; word < Words; word++)
            {
                page[word] = ~(pages[i]?[word] ?? 0);
            }
        }
        return inverted;
    }

    private ulong[] Page(int index) => pages[index] ??= new ulong[Words];
}
