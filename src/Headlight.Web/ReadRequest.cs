using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Headlight.Web;

/// <summary>What a page asks to be read.</summary>
internal sealed record ReadRequest(
    string Model, string Text, string? Pair, bool SpecialTokens = true, bool StartToken = false,
    bool Typing = false)
{
    /// <summary>The longest text with its pair, in bytes of UTF-8.</summary>
    public const int MostBytes = 1_000_000;

    private static readonly string[] Fields = ["model", "text", "pair", "specialTokens", "startToken", "typing"];

    /// <summary>A hash of all that makes the reading what it is.</summary>
    public string Id
    {
        get
        {
            // The last entry is the list of edits, of which there are none.
            object?[] parts = [Model, Text, Pair, SpecialTokens, StartToken, Typing, Array.Empty<string>()];
            return Hash(JsonSerializer.SerializeToUtf8Bytes(parts));
        }
    }

    public ReadOptions Options => new() { SpecialTokens = SpecialTokens, StartToken = StartToken };

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];

    /// <exception cref="RequestException">What is wrong with the body.</exception>
    public static async Task<ReadRequest> ReadAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(body, default, cancellation);
            return Of(json.RootElement);
        }
        catch (JsonException wrong)
        {
            throw new RequestException($"The request is not JSON: {wrong.Message}", wrong);
        }
    }

    private static ReadRequest Of(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new RequestException($"The request is of JSON kind {json.ValueKind}; an object was expected.");
        }
        foreach (var field in json.EnumerateObject().Where(field => !Fields.Contains(field.Name)))
        {
            throw new RequestException($"The request has an unknown field `{field.Name}`." +
                $"{Nearest.Hint(field.Name, Fields)} Known: {string.Join(", ", Fields)}.");
        }
        var request = new ReadRequest(
            String(json, "model") ?? throw new RequestException("The request has no \"model\"; name one."),
            String(json, "text") ?? throw new RequestException("The request has no \"text\" to read."),
            String(json, "pair"), Flag(json, "specialTokens", true), Flag(json, "startToken", false),
            Flag(json, "typing", false));
        var bytes = Encoding.UTF8.GetByteCount(request.Text) + Encoding.UTF8.GetByteCount(request.Pair ?? "");
        return bytes <= MostBytes ? request : throw new RequestException(
            $"The text has {bytes} bytes, but at most {MostBytes} are read at once. Shorten it.");
    }

    private static string? String(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()
                : throw new RequestException($"\"{name}\" is of JSON kind {value.ValueKind}; a string was expected.");
        }
        catch (InvalidOperationException)
        {
            throw new RequestException($"\"{name}\" is not a string of whole characters: half a surrogate pair.");
        }
    }

    private static bool Flag(JsonElement json, string name, bool otherwise) =>
        !json.TryGetProperty(name, out var value) ? otherwise : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new RequestException(
                $"\"{name}\" is of JSON kind {value.ValueKind}; true or false was expected."),
        };
}
