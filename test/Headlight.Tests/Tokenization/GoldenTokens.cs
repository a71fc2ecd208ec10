using System.Text.Json;
using Headlight.Tests.Models;
using Headlight.Tokenization;

namespace Headlight.Tests.Tokenization;

/// <summary>Compares an encoding with a golden case.</summary>
internal static class GoldenTokens
{
    /// <summary>What differs, or null.</summary>
    public static string? Difference(Tokenizer tokenizer, JsonElement item)
    {
        var text = item.GetProperty("text").GetString()!;
        var pair = item.TryGetProperty("pair", out var second) || item.TryGetProperty("text_pair", out second)
            ? second.GetString() : null;
        var special = !item.TryGetProperty("add_special_tokens", out var flag) || flag.GetBoolean();
        var encoding = tokenizer.Encode(text, pair, special);
        return Differs("ids", encoding.Ids, item, "ids", value => value.GetInt32())
            ?? Differs("tokens", encoding.Tokens, item, "tokens", value => value.GetString()!)
            ?? Differs("type ids", encoding.TypeIds, item, "type_ids", value => value.GetInt32())
            ?? Differs("spans", Spans(encoding, text, pair), item, "offsets", Offsets)
            ?? Differs(
                "ids without special tokens", tokenizer.Encode(text, pair, false)
                    .Ids, item, "ids_without_special_tokens",
                value => value.GetInt32())
            ?? Decoded(tokenizer, encoding, item)
            ?? Differs(
                "each decoded", encoding.Ids.Select(id => tokenizer.Decode([id], false)), item, "decoded_each",
                value => value.GetString()!);

        string? Differs<T>(string what, IEnumerable<T> ours, JsonElement from, string key, Func<JsonElement, T> read)
        {
            if (!from.TryGetProperty(key, out var list))
            {
                return null;
            }
            var (a, b) = (ours.ToList(), list.EnumerateArray().Select(read).ToList());
            return a.SequenceEqual(b) ? null : $"{what} of {JsonSerializer.Serialize(text)} (special: " +
                $"{special}):\n  ours   {Show(a)}\n  golden {Show(b)}";
        }
    }

    private static string? Decoded(Tokenizer tokenizer, Encoding encoding, JsonElement item)
    {
        var ours = tokenizer.Decode(encoding.Ids);
        var golden = item.TryGetProperty("decoded", out var text) ? text.GetString() : ours; // pairs have none
        return ours == golden ? null : $"decoded: ours {JsonSerializer.Serialize(ours)}, golden " +
            $"{JsonSerializer.Serialize(golden)}";
    }

    private static IEnumerable<(int, int)> Spans(Encoding encoding, string text, string? pair) =>
        encoding.Spans.Select((span, i) =>
        {
            var source = encoding.Sequences[i] == 1 ? pair! : text;
            return (GoldenCase.CodePoints(source, span.Start), GoldenCase.CodePoints(source, span.End));
        });

    private static (int, int) Offsets(JsonElement value) => (value[0].GetInt32(), value[1].GetInt32());

    private static string Show<T>(List<T> items) => string.Join(" ", items.Take(60));
}
