using System.Text.Json;
using Headlight.Checkpoints;

namespace Headlight.Readings;

/// <summary>
/// The metadata of a saved reading, from a file that may come from anywhere: every value is a string that holds JSON.
/// What is not there is null; what is there and wrong is refused.
/// </summary>
internal sealed class SavedMetadata(IReadOnlyDictionary<string, string> values, string file) : IDisposable
{
    private readonly Dictionary<string, JsonDocument?> parsed = [];

    public RequestException Wrong(string key, string expected) =>
        new($"`{file}` cannot be shown: `{key}` in its metadata should be {expected}.");

    public string? Text(string key) => Value(key) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => Whole(value) ?? throw Wrong(key, "a string of whole characters"),
        _ => throw Wrong(key, "a string, written as JSON"),
    };

    /// <summary>One value, null where it is not there.</summary>
    public JsonElement? Value(string key)
    {
        if (!parsed.TryGetValue(key, out var document))
        {
            parsed[key] = document = values.TryGetValue(key, out var json) ? Parse(key, json) : null;
        }
        return document?.RootElement is { ValueKind: not JsonValueKind.Null } value ? value : null;
    }

    /// <summary>A list of strings with one entry for each token.</summary>
    public string[]? Texts(string key, int? count = null) =>
        List(key, count, "strings", value => value.ValueKind == JsonValueKind.String ? Whole(value) : null);

    /// <summary>A list of whole numbers with one entry for each token.</summary>
    public int[]? Integers(string key, int count) => List(key, count, "whole numbers", value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? (int?)number : null)
        ?.Select(number => number!.Value).ToArray();

    /// <summary>A list of [start, end) with one entry for each token.</summary>
    public (int Start, int End)[]? Spans(string key, int count) => List(key, count, "pairs [start, end)", value =>
        value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2
            && value[0].ValueKind == JsonValueKind.Number && value[0].TryGetInt32(out var start)
            && value[1].ValueKind == JsonValueKind.Number && value[1].TryGetInt32(out var end)
            && start >= 0 && end >= start ? ((int, int)?)(start, end) : null)
        ?.Select(span => span!.Value).ToArray();

    /// <summary>A whole number of an object, or what stands for one that is not there.</summary>
    public int Integer(JsonElement? from, string key, int otherwise) =>
        from is not { } found || !found.TryGetProperty(key, out var value) ? otherwise
            : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= 0 ? number
            : throw Wrong($"model.{key}", "a whole number from 0");

    public string Name(JsonElement? from, string key, string otherwise) =>
        from is not { } found || !found.TryGetProperty(key, out var value) ? otherwise
            : value.ValueKind == JsonValueKind.String && Whole(value) is { } text ? UntrustedText.Shown(text)
            : throw Wrong($"model.{key}", "a string");

    public void Dispose()
    {
        foreach (var document in parsed.Values)
        {
            document?.Dispose();
        }
    }

    private T[]? List<T>(string key, int? count, string what, Func<JsonElement, T?> entry)
    {
        if (Value(key) is not { } value)
        {
            return null;
        }
        var expected = count is null ? $"a list of {what}" : $"a list of {count} {what}, one for each token";
        if (value.ValueKind != JsonValueKind.Array || (count is not null && value.GetArrayLength() != count))
        {
            throw Wrong(key, expected);
        }
        return [.. value.EnumerateArray().Select(each => entry(each) ?? throw Wrong(key, expected))];
    }

    private JsonDocument Parse(string key, string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw Wrong(key, "JSON");
        }
    }

    // Null where the JSON holds half a surrogate pair.
    private static string? Whole(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
