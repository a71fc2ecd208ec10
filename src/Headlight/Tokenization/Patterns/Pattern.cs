namespace Headlight.Tokenization.Patterns;

/// <summary>A regular expression over code points, with the library's own character classes.</summary>
internal sealed class Pattern
{
    private readonly Node start;

    private Pattern(Node start) => this.start = start;

    /// <exception cref="UnsupportedModelException">It uses syntax that Headlight does not match.</exception>
    public static Pattern Of(string regex, string source) => new(new PatternParser(regex, source).Parse());

    public static Pattern Literal(string text) => new(PatternParser.Literal(text));

    /// <summary>All matches that are not empty, left to right.</summary>
    public List<(int From, int To)> Matches(ReadOnlySpan<int> text)
    {
        var matches = new List<(int, int)>();
        for (var at = 0; at < text.Length;)
        {
            var end = start.Match(text, at);
            if (end > at)
            {
                matches.Add((at, end));
                at = end;
            }
            else
            {
                at++;
            }
        }
        return matches;
    }
}
