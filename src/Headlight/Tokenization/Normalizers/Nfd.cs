using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Normalizers;

/// <summary>Canonical decomposition: letters and their marks apart, marks in canonical order.</summary>
internal sealed class Nfd : INormalizer
{
    public AlignedText Normalize(AlignedText text) => Decompose(text);

    public static AlignedText Decompose(AlignedText text)
    {
        var result = new AlignedText(text.Length);
        var marks = new List<(int Point, TextSpan Span, int Class)>();
        for (var i = 0; i < text.Length; i++)
        {
            foreach (var point in Decomposition.Of(text[i]) ?? [text[i]])
            {
                var order = Decomposition.Class(point);
                if (order == 0)
                {
                    Flush(marks, result);
                    result.Add(point, text.SpanOf(i));
                }
                else
                {
                    marks.Add((point, text.SpanOf(i), order));
                }
            }
        }
        Flush(marks, result);
        return result;
    }

    private static void Flush(List<(int Point, TextSpan Span, int Class)> marks, AlignedText result)
    {
        foreach (var (point, span, _) in marks.OrderBy(mark => mark.Class)) // stable
        {
            result.Add(point, span);
        }
        marks.Clear();
    }
}
