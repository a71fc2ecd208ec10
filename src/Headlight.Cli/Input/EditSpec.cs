using System.Globalization;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Cli.Input;

/// <summary>Edits on the command line: `off:L9H3`, `cut:L9H4:She>nurse`, `hide:all:doctor`.</summary>
internal static class EditSpec
{
    public const string Forms =
        "off:HEADS (its mean over reference sentences), zero:HEADS, scale:HEADS:FACTOR, cut:HEADS:A>B, " +
        "drop:HEADS:A>B (cut without sharing its weight out), hide:HEADS:B, force:HEADS:A>B=WEIGHT";

    private static readonly string[] Kinds = ["off", "zero", "scale", "cut", "drop", "hide", "force"];

    /// <exception cref="RequestException">It is none of the forms, or names what is not there.</exception>
    public static async Task<Edit> ParseAsync(
        string spec, TransformerModel model, IReadOnlyList<Token> tokens, CancellationToken cancellation)
    {
        var parts = spec.Split(':', 3);
        if (!Kinds.Contains(parts[0]))
        {
            throw new RequestException(
                $"`{spec}` is no edit.{Nearest.Hint(parts[0], Kinds)} Known: {Forms}.");
        }
        var heads = HeadChoice.Parse(parts.Length > 1 ? parts[1] : "");
        var rest = parts.Length > 2 ? parts[2] : "";
        if (parts[0] is "off")
        {
            var means = await model.HeadMeansAsync(cancellation);
            return new MeanHeads(heads, means.Values, means.Over);
        }
        return parts[0] switch
        {
            "zero" => new ScaleHeads(heads, 0),
            "scale" => new ScaleHeads(heads, Number(rest, spec)),
            "hide" => new CutLinks(heads, null, [QueryName.Resolve(Given(rest, spec), tokens)], true),
            "force" => Force(heads, rest, spec, tokens),
            _ => Link(rest, spec, tokens) is var (query, key) ? new CutLinks(heads, [query], [key], parts[0] == "cut")
                : throw Wrong(spec),
        };
    }

    private static ForceLink Force(HeadChoice heads, string rest, string spec, IReadOnlyList<Token> tokens)
    {
        var equals = rest.LastIndexOf('=');
        var (query, key) = Link(equals < 0 ? rest : rest[..equals], spec, tokens);
        return new ForceLink(heads, query, key, Number(equals < 0 ? "" : rest[(equals + 1)..], spec));
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
