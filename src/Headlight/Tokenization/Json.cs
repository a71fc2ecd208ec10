using System.Text.Json;

namespace Headlight.Tokenization;

/// <summary>Safe access to tokenizer.json, with the place in every message.</summary>
internal readonly record struct Json(JsonElement Element, string Source)
{
    private const int MaxDepth = 64;

    public static Json Parse(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            var root = new Json(JsonElement.ParseValue(ref reader), source);
            return root.Element.ValueKind == JsonValueKind.Object ? root : throw root.Wrong("an object");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new CheckpointException($"{source} is not valid JSON: {failure.Message}", failure);
        }
    }

    public Json? Find(string key)
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object");
        }
        return Element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
            ? new Json(value, $"{Source}, {key}")
            : null;
    }

    public Json this[string key] => Find(key) ?? throw new CheckpointException($"{Source} has no {key}.");

    public string Text() => Element.ValueKind == JsonValueKind.String ? Characters() : throw Wrong("a string");

    public string? Text(string key) => Find(key)?.Text();

    public int Integer() => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out var number)
        && number >= 0
        ? number
        : throw Wrong("a whole number");

    public bool Flag(string key, bool fallback = false) => Find(key) is { } found
        ? found.Element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw found.Wrong("true or false"),
        }
        : fallback;

    public IEnumerable<Json> Items()
    {
        var source = Source;
        return Element.ValueKind == JsonValueKind.Array
            ? Element.EnumerateArray().Select(item => new Json(item, source))
            : throw Wrong("a list");
    }

    public IEnumerable<(string Name, Json Value)> Entries()
    {
        var source = Source;
        return Element.ValueKind == JsonValueKind.Object
            ? Element.EnumerateObject().Select(item => (Name(item, source), new Json(item.Value, source)))
            : throw Wrong("an object");
    }

    public CheckpointException Wrong(string expected) =>
        new($"{Source} is a JSON {Element.ValueKind}, but {expected} was expected.");

    // Text with half a surrogate pair, or bytes that are no UTF-8, is JSON to the parser but no text.
    private string Characters() => Readable(Element.GetString, Source)!;

    private static string Name(JsonProperty item, string source) => Readable(() => item.Name, source)!;

    private static string? Readable(Func<string?> read, string source)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException failure)
        {
            throw new CheckpointException($"{source} holds characters that are no valid text.", failure);
        }
    }
}
