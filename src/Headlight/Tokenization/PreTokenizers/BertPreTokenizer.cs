using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.PreTokenizers;

/// <summary>Words between blanks, punctuation marks each alone.</summary>
internal sealed class BertPreTokenizer : IPreTokenizer
{
    private static readonly CharSet Blank = CharClasses.Named("WhitespaceSplit space");
    private static readonly CharSet Punctuation = CharClasses.Named("Punctuation, BertPreTokenizer punctuation");

    public IEnumerable<Slice> Split(Slice piece)
    {
        var from = 0;
        for (var i = 0; i <= piece.Length; i++)
        {
            var blank = i == piece.Length || Blank.Contains(piece.Text[piece.From + i]);
            var mark = !blank && Punctuation.Contains(piece.Text[piece.From + i]);
            if (!blank && !mark)
            {
                continue;
            }
            if (i > from)
            {
                yield return piece.Part(from, i);
            }
            if (mark)
            {
                yield return piece.Part(i, i + 1);
            }
            from = i + 1;
        }
    }
}
