using System.Globalization;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Cli.Input;

/// <summary>
/// An edit on the command line: `off:L9H3`, `cut:L9H4:She>nurse`, `pattern:all:TEXT`. With `each` in place of heads it
/// is an edit of one head that is tried on all.
/// </summary>
internal sealed class EditSpec
{
    public const string Forms =
        "off:HEADS (its mean over reference sentences), zero:HEADS, scale:HEADS:FACTOR, cut:HEADS:A>B, " +
        "drop:HEADS:A>B (cut without sharing its weight out), hide:HEADS:B (a word, a token or 2-4), " +
        "force:HEADS:A>B=WEIGHT, " +
        "pattern:HEADS:TEXT (they look as in that text)";

    private const string Each = "each";
    private static readonly string[] Kinds = ["off", "zero", "scale", "cut", "drop", "hide", "force", "pattern"];

    private readonly Func<HeadChoice, Edit> edit;
    private readonly HeadChoice heads;

    private EditSpec(Func<HeadChoice, Edit> edit, string heads, int? query)
    {
        (this.edit, OfEach, EachKeyOf) = (edit, heads == Each, query);
        this.heads = OfEach ? HeadChoice.All : HeadChoice.Parse(heads);
    }

    /// <summary>Whether every head is to be edited in turn.</summary>
    public bool OfEach { get; }

    /// <summary>The query whose links are to be cut one by one, or null.</summary>
    public int? EachKeyOf { get; }

    /// <summary>The edit of the heads named, of one of the links.</summary>
    public Edit OfKey(int key) => ((CutLinks)edit(heads)) with { Keys = [key] };

    /// <summary>The edit of the heads named.</summary>
    public Edit Edit => edit(heads);

    /// <summary>The same of a head.</summary>
    public Edit Of(HeadChoice head) => edit(head);

    /// <exception cref="RequestException">It is none of the forms, or names what is not there.</exception>
    public static async Task<EditSpec> ParseAsync(
        string spec, TransformerModel model, IReadOnlyList<Token> tokens, CancellationToken cancellation)
    {
        var parts = spec.Split(':', 3);
        if (!Kinds.Contains(parts[0]))
        {
            throw new RequestException(
                $"`{spec}` is no edit.{Nearest.Hint(parts[0], Kinds)} Known: {Forms}.");
        }
        var rest = parts.Length > 2 ? parts[2] : "";
        if (parts.Length > 2 && parts[0] is "off" or "zero" && rest.Length > 0)
        {
            throw new RequestException($"`{spec}` says too much: {parts[0]} takes heads and nothing else.");
        }
        return new EditSpec(
            parts[0] switch
            {
                "off" => (await model.HeadMeansAsync(cancellation)).Off,
                "pattern" => await model.PatternsOfAsync(Given(rest, spec), tokens.Count, null, cancellation),
                _ => Plain(parts[0], rest, spec, tokens),
            },
            parts.Length > 1 ? parts[1] : "", EachKey(parts[0], rest, tokens));
    }

    // `cut:L9H4:She>each`
    private static int? EachKey(string kind, string rest, IReadOnlyList<Token> tokens) =>
        kind is "cut" or "drop" && rest.EndsWith('>' + Each, StringComparison.Ordinal)
            ? QueryName.Resolve(rest[..^(Each.Length + 1)], tokens) : null;

    private static Func<HeadChoice, Edit> Plain(string kind, string rest, string spec, IReadOnlyList<Token> tokens)
    {
        switch (kind)
        {
            case "zero":
                return heads => new ScaleHeads(heads, 0);
            case "scale":
                var factor = Number(rest, spec);
                return heads => new ScaleHeads(heads, factor);
            case "hide":
                var hidden = QueryName.Span(Given(rest, spec), tokens);
                return heads => new CutLinks(heads, null, hidden, true);
            case "force":
                var equals = rest.LastIndexOf('=');
                var (from, to) = Link(equals < 0 ? rest : rest[..equals], spec, tokens);
                var weight = Number(equals < 0 ? "" : rest[(equals + 1)..], spec);
                return heads => new ForceLink(heads, from, to, weight);
            default:
                var (query, key) = EachKey(kind, rest, tokens) is { } one ? (one, one) : Link(rest, spec, tokens);
                return heads => new CutLinks(heads, [query], [key], kind == "cut");
        }
    }

    private static (int Query, int Key) Link(string text, string spec, IReadOnlyList<Token> tokens)
    {
        var words = text.Split('>');
        return words.Length == 2
            ? (QueryName.Resolve(Given(words[0], spec), tokens), QueryName.Resolve(Given(words[1], spec), tokens))
            : throw Wrong(spec);
    }

    private static string Given(string text, string spec) => text.Length > 0 ? text : throw Wrong(spec);

    private static float Number(string text, string spec) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Wrong(spec);

    private static RequestException Wrong(string spec) => new($"`{spec}` lacks something. Forms: {Forms}.");
}
