using System.Text;

namespace Headlight.Tokenization;

/// <summary>
/// Text as code points, each with the range of the original text that it came from, counted in code points as
/// the tokenizers library counts. Normalizers change the code points and keep the ranges.
/// </summary>
internal sealed class AlignedText
{
    private readonly List<int> codePoints;
    private readonly List<TextSpan> spans;

    public AlignedText(int capacity = 0) => (codePoints, spans) = (new(capacity), new(capacity));

    public int Length => codePoints.Count;

    public int this[int index] => codePoints[index];

    public static AlignedText Of(string text)
    {
        var aligned = new AlignedText(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    throw new RequestException(
                        $"The text has half a surrogate pair (U+{(int)text[i]:X4}) at position {i}, which " +
                        $"is no character. Remove it.");
                }
                aligned.Add(char.ConvertToUtf32(text[i], text[i + 1]), Next(aligned));
                i++;
            }
            else
            {
                aligned.Add(text[i], Next(aligned));
            }
        }
        return aligned;
    }

    /// <summary>Where each code point of a text begins in UTF-16 units, and where the text ends.</summary>
    public static int[] Utf16Starts(string text)
    {
        var starts = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length; i += char.IsHighSurrogate(text[i]) ? 2 : 1)
        {
            starts.Add(i);
        }
        return [.. starts, text.Length];
    }

    public void Add(int codePoint, TextSpan span)
    {
        codePoints.Add(codePoint);
        spans.Add(span);
    }

    public TextSpan SpanOf(int index) => spans[index];

    public ReadOnlySpan<int> Points => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(codePoints);

    private static TextSpan Next(AlignedText text) => new(text.Length, text.Length + 1);

    public Slice All => new(this, 0, Length);
}

/// <summary>Code points [From, To) of a text.</summary>
internal readonly record struct Slice(AlignedText Text, int From, int To)
{
    public int Length => To - From;

    public ReadOnlySpan<int> Points => Text.Points[From..To];

    /// <summary>The range of the original text that code points [from, to) of this slice cover.</summary>
    public TextSpan Span(int from, int to) =>
        new(Text.SpanOf(From + from).Start, Text.SpanOf(From + to - 1).End);

    public Slice Part(int from, int to) => new(Text, From + from, From + to);

    public AlignedText Copy()
    {
        var copy = new AlignedText(Length);
        for (var i = From; i < To; i++)
        {
            copy.Add(Text[i], Text.SpanOf(i));
        }
        return copy;
    }

    public string String() => String(0, Length);

    public string String(int from, int to)
    {
        var builder = new StringBuilder(to - from);
        foreach (var codePoint in Points[from..to])
        {
            builder.Append(new Rune(codePoint));
        }
        return builder.ToString();
    }
}
