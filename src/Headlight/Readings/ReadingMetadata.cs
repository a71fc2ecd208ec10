using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>
/// What a reading's file says besides its tensors; every value is JSON. See docs/reading-format.md.
/// </summary>
internal static class ReadingMetadata
{
    /// <summary>Raised when a reader of an older file would misunderstand a newer one.</summary>
    public const int Format = 1;

    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static IReadOnlyDictionary<string, string> Of(Reading reading) =>
        Nodes(reading).ToDictionary(entry => entry.Key, entry => entry.Value.ToJsonString(Plain));

    public static Dictionary<string, JsonNode> Nodes(Reading reading)
    {
        var tokens = reading.Sets[^1].Keys;
        var nodes = new Dictionary<string, JsonNode>
        {
            ["format"] = Format,
            ["version"] = typeof(ReadingMetadata).Assembly.GetName().Version!.ToString(3),
            ["model"] = Model(reading.Model),
            ["text"] = reading.Text,
            ["tokens"] = List(tokens, token => token.Piece),
            ["ids"] = List(tokens, token => token.Id),
            ["texts"] = List(tokens, token => token.Text),
            ["sources"] = List(tokens, token => token.Source.ToString().ToLowerInvariant()),
            ["spans"] = Spans(reading, tokens),
            ["type_ids"] = List(tokens, token => token.TypeId),
            ["rules"] = reading.Sets.Count == 1 ? Rules(reading.Sets[0]) : BySet(reading, Rules),
            ["edits"] = new JsonArray([.. reading.Edits.Select(EditJson.Write)]),
            ["options"] = reading.Options,
        };
        if (reading.Pair is { } pair)
        {
            nodes["pair"] = pair;
        }
        if (reading.Generated.Count > 0)
        {
            nodes["generated_ids"] = new JsonArray([.. reading.Generated.Select(token => JsonValue.Create(token.Id))]);
            nodes["generated"] = new JsonArray([.. reading.Generated.Select(Step)]);
            nodes["generated_by"] = reading.GeneratedBy;
        }
        if (reading.Sets.Count > 1)
        {
            nodes["decoder_tokens"] = List(reading.Sets[^1].Queries, token => token.Piece);
            nodes["decoder_ids"] = List(reading.Sets[^1].Queries, token => token.Id);
        }
        return nodes;
    }

    private static JsonObject Step(GeneratedToken token) => new()
    {
        ["probability"] = token.Probability,
        ["alternatives"] = new JsonArray([.. token.Alternatives.Select(other => new JsonObject
        {
            ["id"] = other.Id,
            ["token"] = other.Piece,
            ["probability"] = other.Probability,
        })]),
    };

    private static JsonArray List<T>(IEnumerable<Token> tokens, Func<Token, T> part) =>
        new([.. tokens.Select(token => JsonValue.Create(part(token)))]);

    private static JsonObject BySet(Reading reading, Func<AttentionSet, JsonNode> part) =>
        new(reading.Sets.Select(set => KeyValuePair.Create(set.Name, (JsonNode?)part(set))));

    // Files count code points; the library counts UTF-16 units, of which a low surrogate begins none.
    private static JsonArray Spans(Reading reading, IReadOnlyList<Token> tokens) => new([.. tokens.Select(token =>
    {
        var text = token.Source == TokenSource.Pair ? reading.Pair! : reading.Text;
        return (JsonNode)new JsonArray(At(text, token.Span.Start.Value), At(text, token.Span.End.Value));
    })]);

    private static int At(string text, int utf16) => CodePoints.Before(text, utf16);

    private static JsonArray Rules(AttentionSet set) =>
        // An edited layer's pattern does not follow from its rule: a file without it cannot be opened again.
        new([.. set.Layers.Select(layer => layer is { Rule: { } rule, Edits: not { ChangesPatterns: true } }
            ? Rule(rule)
            : null)]);

    public static JsonObject Rule(AttentionRule rule) => new()
    {
        ["scale"] = rule.Scale,
        ["soft_cap"] = rule.SoftCap,
        ["causal"] = rule.Causal,
        ["window"] = rule.Window,
        ["bias"] = rule.Bias is { } bias ? Bias(bias) : null,
        ["sinks"] = rule.Sinks is { } sinks ? Numbers(sinks) : null,
        ["rotary"] = rule.Rotary is { } rotary
            ? new JsonObject { ["frequencies"] = Numbers(rotary.Frequencies), ["factor"] = rotary.Factor }
            : null,
    };

    private static JsonObject Bias(OffsetBias bias)
    {
        var heads = Enumerable.Range(0, bias.Values.GetLength(0)).Select(head => (JsonNode)Numbers(
            Enumerable.Range(0, bias.Values.GetLength(1)).Select(offset => bias.Values[head, offset])));
        return new JsonObject { ["values"] = new JsonArray([.. heads]), ["center"] = bias.Center };
    }

    private static JsonArray Numbers(IEnumerable<float> numbers) =>
        new([.. numbers.Select(number => float.IsFinite(number) ? JsonValue.Create(number) : null)]);

    private static JsonObject Model(ModelInfo model) => new()
    {
        ["name"] = model.Name,
        ["family"] = model.Family,
        ["layers"] = model.Layers,
        ["heads"] = model.Heads,
        ["key_value_heads"] = model.KeyValueHeads,
        ["head_size"] = model.HeadSize,
        ["width"] = model.Width,
        ["positions"] = model.Positions,
        ["vocabulary"] = model.Vocabulary,
        ["precision"] = model.Precision,
        ["head"] = model.Head.ToString(),
        ["causal"] = model.Causal,
    };
}
