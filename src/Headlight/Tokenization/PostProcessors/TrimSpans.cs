namespace Headlight.Tokenization.PostProcessors;

/// <summary>Takes blanks at the ends of byte-level tokens out of their spans.</summary>
internal sealed class TrimSpans(bool trim, bool addPrefixSpace) : IPostProcessor
{
    public bool TakesPairs => false;

    public IReadOnlyList<IReadOnlyList<Piece>> Process(IReadOnlyList<IReadOnlyList<Piece>> texts,
        bool addSpecialTokens) =>
        trim ? [.. texts.Select(text => (IReadOnlyList<Piece>)[.. text.Select(Trimmed)])] : texts;

    private Piece Trimmed(Piece piece, int index)
    {
        var (start, end) = (piece.Span.Start, piece.Span.End);
        var leading = piece.Text.TakeWhile(IsBlank).Count();
        var trailing = piece.Text.Reverse().TakeWhile(IsBlank).Count();
        if (leading > 0)
        {
            // The space that was put in front is in no span.
            var kept = (index == 0 || start == 0) && addPrefixSpace && leading == 1 ? 0 : leading;
            start = Math.Min(start + kept, end);
        }
        if (trailing > 0 && end >= trailing)
        {
            end = Math.Max(end - trailing, start);
        }
        return piece with { Span = new TextSpan(start, end) };
    }

    private static bool IsBlank(char letter) => letter == ByteAlphabet.CharOf((byte)' ') || char.IsWhiteSpace(letter);
}
