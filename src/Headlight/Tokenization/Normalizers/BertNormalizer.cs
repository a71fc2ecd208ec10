using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Normalizers;

/// <summary>
/// BERT's cleaning: control characters out, blanks to spaces, Chinese apart, accents off, lower case.
/// </summary>
internal sealed class BertNormalizer(bool clean, bool chinese, bool stripAccents, bool lowercase) : INormalizer
{
    private static readonly CharSet Removed = CharClasses.Named("BertNormalizer clean_text removed");
    private static readonly CharSet Blank = CharClasses.Named("BertNormalizer clean_text to space");
    private static readonly CharSet Chinese = CharClasses.Named("BertNormalizer chinese");
    private static readonly CharSet Accents = CharClasses.Named("BertNormalizer strip_accents removed");

    public AlignedText Normalize(AlignedText text)
    {
        text = clean ? Clean(text) : text;
        text = chinese ? Apart(text) : text;
        text = stripAccents ? Strip(Nfd.Decompose(text)) : text;
        return lowercase ? Lowercase.Lower(text) : text;
    }

    private static AlignedText Clean(AlignedText text)
    {
        var result = new AlignedText(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Removed.Contains(text[i]))
            {
                result.Add(Blank.Contains(text[i]) ? ' ' : text[i], text.SpanOf(i));
            }
        }
        return result;
    }

    private static AlignedText Apart(AlignedText text)
    {
        var result = new AlignedText(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            int[] points = Chinese.Contains(text[i]) ? [' ', text[i], ' '] : [text[i]];
            foreach (var point in points)
            {
                result.Add(point, text.SpanOf(i));
            }
        }
        return result;
    }

    private static AlignedText Strip(AlignedText text)
    {
        var result = new AlignedText(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Accents.Contains(text[i]))
            {
                result.Add(text[i], text.SpanOf(i));
            }
        }
        return result;
    }
}
