using Headlight.Tokenization.Patterns;
using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Normalizers;

/// <summary>Replaces every match of a pattern; the new text takes the span of what it replaces.</summary>
internal sealed class Replace(Pattern pattern, string content) : INormalizer
{
    private readonly int[] content = CharClasses.Points(content);

    public AlignedText Normalize(AlignedText text)
    {
        var result = new AlignedText(text.Length);
        var at = 0;
        foreach (var (from, to) in pattern.Matches(text.Points))
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
