namespace Headlight.Tokenization;

/// <summary>
/// GPT-2's alphabet for bytes: printable Latin-1 as itself, the others from U+0100 on, in order. A space is Ġ.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Chars = new char[256];
    private static readonly Dictionary<char, byte> Bytes = [];

    static ByteAlphabet()
    {
        var next = 0x100;
        for (var value = 0; value < 256; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            Chars[value] = (char)(printable ? value : next++);
            Bytes[Chars[value]] = (byte)value;
        }
    }

    public static char CharOf(byte value) => Chars[value];

    public static bool TryByteOf(char letter, out byte value) => Bytes.TryGetValue(letter, out value);
}
