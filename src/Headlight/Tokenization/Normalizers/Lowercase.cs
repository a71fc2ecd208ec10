using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Normalizers;

/// <summary>Lower case, character by character.</summary>
internal sealed class Lowercase : INormalizer
{
    public AlignedText Normalize(AlignedText text) => Lower(text);

    public static AlignedText Lower(AlignedText text)
    {
        var result = new AlignedText(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var point in CharClasses.LowerOf(text[i]) ?? [text[i]])
            {
                result.Add(point, text.SpanOf(i));
            }
        }
        return result;
    }
}
