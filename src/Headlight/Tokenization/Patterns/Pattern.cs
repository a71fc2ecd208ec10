using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Patterns;

/// <summary>A regular expression over code points, with the library's own character classes.</summary>
internal sealed class Pattern
{
    private readonly Node start;

    private readonly string name;

    private Pattern(Node start, string name) => (this.start, this.name) = (start, name);

    /// <exception cref="UnsupportedModelException">It uses syntax that Headlight does not match.</exception>
    public static Pattern Of(string regex, string source) =>
        new(new PatternParser(regex, source).Parse(), $"{source}: the regular expression `{regex}`");

    public static Pattern OfText(string text) =>
        new(new Literal(CharClasses.Points(text)), text);

    /// <summary>All matches that are not empty, left to right.</summary>
    public List<(int From, int To)> Matches(ReadOnlySpan<int> text)
    {
        var matches = new List<(int, int)>();
        var subject = new Subject(text, name);
        for (var at = 0; at < text.Length;)
        {
            var end = start.Match(ref subject, at);
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
