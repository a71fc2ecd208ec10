using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Normalizers;

/// <summary>
/// Puts a text in front, unless there is nothing to put it before. It takes the span of the first character.
/// </summary>
internal sealed class Prepend(string prefix) : INormalizer
{
    public AlignedText Normalize(AlignedText text) => Before(prefix, text);

    public static AlignedText Before(string prefix, AlignedText text)
    {
        if (text.Length == 0)
        {
            return text;
        }
        var result = new AlignedText(text.Length + prefix.Length);
        foreach (var point in CharClasses.Points(prefix))
        {
            result.Add(point, text.SpanOf(0));
        }
        for (var i = 0; i < text.Length; i++)
        {
            result.Add(text[i], text.SpanOf(i));
        }
        return result;
    }
}
