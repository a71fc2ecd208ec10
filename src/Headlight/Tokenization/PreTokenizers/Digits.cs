using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.PreTokenizers;

/// <summary>Digits apart from the rest: each alone, or in runs.</summary>
internal sealed class Digits(bool individual) : IPreTokenizer
{
    private static readonly CharSet Digit = CharClasses.Named("Digits digit");

    public IEnumerable<Slice> Split(Slice piece)
    {
        var from = 0;
        for (var i = 1; i <= piece.Length; i++)
        {
            var ends = i == piece.Length || IsDigit(piece, i) != IsDigit(piece, i - 1)
                || (individual && IsDigit(piece, i));
            if (ends)
            {
                yield return piece.Part(from, i);
                from = i;
            }
        }
    }

    private static bool IsDigit(Slice piece, int index) => Digit.Contains(piece.Text[piece.From + index]);
}
