using System.Text.Json;

namespace Headlight.Web;

/// <summary>Fields of what a page sent, or a sentence that says what is wrong with them.</summary>
internal static class JsonFields
{
    /// <exception cref="RequestException">The body is not JSON.</exception>
    public static async Task<JsonDocument> ParseAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            return await JsonDocument.ParseAsync(body, default, cancellation);
        }
        catch (JsonException wrong)
        {
            throw new RequestException($"The request is not JSON: {wrong.Message}", wrong);
        }
    }

    /// <summary>Refuses what is no object, and fields that nobody reads.</summary>
    /// <param name="json">What was sent.</param>
    /// <param name="what">What it is called: `The request`.</param>
    /// <param name="known">The fields that it may have.</param>
    public static void Check(JsonElement json, string what, params string[] known)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new RequestException($"{what} is of JSON kind {json.ValueKind}; an object was expected.");
        }
        foreach (var field in json.EnumerateObject().Where(field => !known.Contains(field.Name)))
        {
            throw new RequestException($"{what} has an unknown field `{field.Name}`." +
                $"{Nearest.Hint(field.Name, known)} Known: {string.Join(", ", known)}.");
        }
    }

    /// <summary>A field that is there and not null.</summary>
    public static JsonElement? Given(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A string, or null.</summary>
    public static string? Text(JsonElement json, string name)
    {
        if (Given(json, name) is not { } value)
        {
            return null;
        }
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()
                : throw Wrong(name, value, "a string");
        }
        catch (InvalidOperationException)
        {
            throw new RequestException($"\"{name}\" is not a string of whole characters: half a surrogate pair.");
        }
    }

    public static bool Flag(JsonElement json, string name, bool otherwise) =>
        !json.TryGetProperty(name, out var value) ? otherwise : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Wrong(name, value, "true or false"),
        };

    /// <summary>A whole number, or null.</summary>
    public static int? Whole(JsonElement json, string name) =>
        Given(json, name) is not { } value ? null : Whole(value, name, "a whole number");

    /// <summary>A number, or null.</summary>
    public static double? Number(JsonElement json, string name) => Given(json, name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw WrongNumber(name, value, "a number");

    /// <summary>A list of whole numbers, or null.</summary>
    public static int[]? Wholes(JsonElement json, string name) => Given(json, name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => Whole(item, name, "a list of whole numbers"))]
            : throw Wrong(name, value, "a list of whole numbers");

    private static int Whole(JsonElement value, string name, string expected) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : throw WrongNumber(name, value, expected);

    private static RequestException Wrong(string name, JsonElement value, string expected) =>
        new($"\"{name}\" is of JSON kind {value.ValueKind}; {expected} was expected.");

    private static RequestException WrongNumber(string name, JsonElement value, string expected) =>
        value.ValueKind == JsonValueKind.Number
            ? new($"\"{name}\" has {value.GetRawText()}; {expected} was expected.")
            : Wrong(name, value, expected);
}
