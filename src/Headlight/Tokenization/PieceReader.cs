using Headlight.Tokenization.Normalizers;
using Headlight.Tokenization.Patterns;
using Headlight.Tokenization.PreTokenizers;

namespace Headlight.Tokenization;

/// <summary>Normalizers and pre-tokenizers of tokenizer.json by their type.</summary>
internal static class PieceReader
{
    private static readonly Dictionary<string, Func<Json, INormalizer>> Normalizers = new()
    {
        ["BertNormalizer"] = json => new BertNormalizer(
            json.Flag("clean_text", true), json.Flag("handle_chinese_chars", true),
            json.Flag("strip_accents", json.Flag("lowercase", true)), json.Flag("lowercase", true)),
        ["Lowercase"] = _ => new Lowercase(),
        ["NFD"] = _ => new Nfd(),
        ["Prepend"] = json => new Prepend(json["prepend"].Text()),
        ["Replace"] = json => new Replace(PatternOf(json), json["content"].Text()),
        ["Sequence"] = json => new NormalizerSequence([.. json["normalizers"].Items().Select(Normalizer)]),
    };

    private static readonly Dictionary<string, Func<Json, IPreTokenizer>> PreTokenizers = new()
    {
        ["BertPreTokenizer"] = _ => new BertPreTokenizer(),
        ["ByteLevel"] = json => new ByteLevel(json.Flag("add_prefix_space"), json.Flag("use_regex", true)),
        ["Digits"] = json => new Digits(json.Flag("individual_digits")),
        ["Sequence"] = json => new PreTokenizerSequence([.. json["pretokenizers"].Items().Select(PreTokenizer)]),
        ["Split"] = json => new PatternSplit(PatternOf(json), Behavior(json), json.Flag("invert")),
    };

    public static INormalizer Normalizer(Json json) => Find(Normalizers, "normalizer", json)(json);

    public static IPreTokenizer PreTokenizer(Json json) => Find(PreTokenizers, "pre-tokenizer", json)(json);

    /// <summary>The reader of a type, or the refusal that names it.</summary>
    public static T Find<T>(Dictionary<string, T> known, string kind, Json json)
    {
        var type = json["type"].Text();
        return known.TryGetValue(type, out var reader)
            ? reader
            : throw new UnsupportedModelException(
                $"{json.Source}: the {kind} `{type}` is not one that Headlight " +
                $"computes.{Nearest.Hint(type, known.Keys)} " +
                $"Known: {string.Join(", ", known.Keys)}.");
    }

    /// <summary>A pattern: {"String": …} or {"Regex": …}.</summary>
    public static Pattern PatternOf(Json json)
    {
        var pattern = json["pattern"];
        return pattern.Text("String") is { } literal
            ? Pattern.OfText(literal)
            : Pattern.Of(pattern["Regex"].Text(), json.Source);
    }

    private static SplitBehavior Behavior(Json json) =>
        Enum.TryParse<SplitBehavior>(json["behavior"].Text(), out var behavior) && Enum.IsDefined(behavior)
            ? behavior
            : throw json["behavior"].Wrong($"one of {string.Join(", ", Enum.GetNames<SplitBehavior>())}");
}
