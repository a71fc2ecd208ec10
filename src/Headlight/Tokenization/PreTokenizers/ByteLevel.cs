using System.Text;
using Headlight.Tokenization.Normalizers;
using Headlight.Tokenization.Patterns;

namespace Headlight.Tokenization.PreTokenizers;

/// <summary>GPT-2's words, then every byte of their UTF-8 as one visible character.</summary>
internal sealed class ByteLevel(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    public const string Gpt2Words = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private static readonly Lazy<Pattern> Words = new(() => Pattern.Of(Gpt2Words, "ByteLevel"));

    public IEnumerable<Slice> Split(Slice piece)
    {
        if (addPrefixSpace && (piece.Length == 0 || piece.Points[0] != ' '))
        {
            piece = Prepend.Before(" ", piece.Copy()).All;
        }
        return (useRegex ? Cut(piece) : [piece]).Select(word => ToBytes(word).All);
    }

    private static IEnumerable<Slice> Cut(Slice piece) =>
        Splitting.Split(piece, Words.Value.Matches(piece.Points), SplitBehavior.Isolated, invert: false);

    private static AlignedText ToBytes(Slice word)
    {
        var bytes = new AlignedText(word.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = word.From; i < word.To; i++)
        {
            var count = new Rune(word.Text[i]).EncodeToUtf8(utf8);
            foreach (var value in utf8[..count])
            {
                bytes.Add(ByteAlphabet.CharOf(value), word.Text.SpanOf(i));
            }
        }
        return bytes;
    }
}
