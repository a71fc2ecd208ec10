using System.Text.Json;
using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>`rules` of a saved reading; a layer without one holds its pattern.</summary>
internal static class SavedRules
{
    private static readonly string[] Known = ["scale", "soft_cap", "causal", "window", "bias", "sinks", "rotary"];

    /// <summary>One rule or null for each layer; null where there are none.</summary>
    public static AttentionRule?[]? Of(SavedMetadata metadata, int layers)
    {
        if (metadata.Value("rules") is not { } list)
        {
            return null;
        }
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == layers
            ? [.. list.EnumerateArray().Select(rule =>
                rule.ValueKind == JsonValueKind.Null ? null : One(metadata, rule))]
            : throw metadata.Wrong("rules", $"a list of {layers} rules, one for each layer");
    }

    private static AttentionRule One(SavedMetadata metadata, JsonElement json)
    {
        try
        {
            foreach (var unknown in json.EnumerateObject().Select(field => field.Name).Except(Known))
            {
                throw metadata.Wrong("rules", $"without `{unknown}`, which no rule has");
            }
            return new AttentionRule
            {
                Scale = Number(json.GetProperty("scale")),
                SoftCap = Optional(json, "soft_cap") is { } cap ? Number(cap) : null,
                Causal = Optional(json, "causal")?.GetBoolean() ?? false,
                Window = Optional(json, "window")?.GetInt32(),
                Bias = Optional(json, "bias") is { } bias ? Bias(metadata, bias) : null,
                Sinks = Optional(json, "sinks") is { } sinks ? Numbers(sinks) : null,
                Rotary = Optional(json, "rotary") is { } rotary
                    ? new RotaryPositions(
                        Numbers(rotary.GetProperty("frequencies")), Number(rotary.GetProperty("factor")))
                    : null,
            };
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw metadata.Wrong("rules", "as docs/reading-format.md has them: a number, flag or list is not one");
        }
    }

    private static OffsetBias Bias(SavedMetadata metadata, JsonElement json)
    {
        var rows = json.GetProperty("values").EnumerateArray().Select(Numbers).ToArray();
        var width = rows.Length > 0 ? rows[0].Length : 0;
        if (width == 0 || rows.Any(row => row.Length != width))
        {
            throw metadata.Wrong("rules", "with a bias that has as many offsets for every head");
        }
        var values = new float[rows.Length, width];
        for (var head = 0; head < rows.Length; head++)
        {
            for (var offset = 0; offset < width; offset++)
            {
                values[head, offset] = rows[head][offset];
            }
        }
        return new OffsetBias(values, json.GetProperty("center").GetInt32());
    }

    private static JsonElement? Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static float[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    private static float Number(JsonElement json) => json.GetSingle() is var number && float.IsFinite(number)
        ? number
        : throw new FormatException("not finite");
}
