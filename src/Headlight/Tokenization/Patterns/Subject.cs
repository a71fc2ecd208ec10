namespace Headlight.Tokenization.Patterns;

/// <summary>
/// The text a pattern is matched against, and how many steps the matching may still take: backtracking over a
/// pattern from an untrusted file must not go on for ever.
/// </summary>
internal ref struct Subject(ReadOnlySpan<int> text, string source)
{
    private const long Free = 4_000_000;
    private const long EachCodePoint = 200;

    private long left = Free + EachCodePoint * text.Length;

    public ReadOnlySpan<int> Text { get; } = text;

    /// <exception cref="UnsupportedModelException">The steps are used up.</exception>
    public void Step()
    {
        if (--left < 0)
        {
            throw new UnsupportedModelException(
                $"{source} backtracks without end on this text ({Text.Length} code points), so it is given up. " +
                "Simplify the regular expression, or read a shorter text.");
        }
    }
}
