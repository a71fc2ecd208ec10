using Headlight.Tokenization.Patterns;
using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Normalizers;

/// <summary>Replaces every match of a pattern; the new text takes the span of what it replaces.</summary>
internal sealed class Replace(Pattern pattern, string content) : INormalizer
{
    private const int Growth = 16;
    private const int MostGrowth = 10_000;

    private readonly int[] content = CharClasses.Points(content);

    public AlignedText Normalize(AlignedText text)
    {
        var result = new AlignedText(text.Length);
        var at = 0;
        var matches = pattern.Matches(text.Points);
        if (text.Length + (long)matches.Count * content.Length > MostGrowth + Growth * (long)text.Length)
        {
            throw new UnsupportedModelException(
                $"The tokenizer replaces {matches.Count} places of the text by {content.Length} characters each, " +
                "more than a normalizer would. Check its Replace in tokenizer.json.");
        }
        foreach (var (from, to) in matches)
        {
            Copy(text, at, from, result);
            var span = new TextSpan(text.SpanOf(from).Start, text.SpanOf(to - 1).End);
            foreach (var point in content)
            {
                result.Add(point, span);
            }
            at = to;
        }
        Copy(text, at, text.Length, result);
        return result;
    }

    private static void Copy(AlignedText text, int from, int to, AlignedText result)
    {
        for (var i = from; i < to; i++)
        {
            result.Add(text[i], text.SpanOf(i));
        }
    }
}
