using Headlight.Readings;

namespace Headlight.Cli.Rendering;

/// <summary>Spans in Unicode code points, as other tools count.</summary>
internal static class CodePoints
{
    /// <summary>The span of every token in its own text; (0, 0) for added tokens.</summary>
    public static IReadOnlyList<(int Start, int End)> Spans(
        IReadOnlyList<Token> tokens, string text, string? pair)
    {
        var (ofText, ofPair) = (Before(text), Before(pair ?? ""));
        return [.. tokens.Select(token => token.Source switch
        {
            TokenSource.Text or TokenSource.Generated => Span(token.Span, ofText),
            TokenSource.Pair => Span(token.Span, ofPair),
            _ => (0, 0),
        })];
    }

    private static (int Start, int End) Span(Range range, int[] before)
    {
        var (offset, length) = range.GetOffsetAndLength(before.Length - 1);
        return (before[offset], before[offset + length]);
    }

    // How many code points begin before each UTF-16 unit: [units + 1].
    private static int[] Before(string text)
    {
        var before = new int[text.Length + 1];
        for (var unit = 0; unit < text.Length; unit++)
        {
            var second = unit > 0 && char.IsSurrogatePair(text[unit - 1], text[unit]);
            before[unit + 1] = before[unit] + (second ? 0 : 1);
        }
        return before;
    }
}
