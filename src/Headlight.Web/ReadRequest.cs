using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Headlight.Readings;

namespace Headlight.Web;

/// <summary>What a page asks to be read.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text, or null.</param>
/// <param name="SpecialTokens">Whether special tokens are added.</param>
/// <param name="StartToken">Whether a start token is put first.</param>
/// <param name="Typing">Whether what an earlier text had too need not be computed again.</param>
/// <param name="Edits">What is changed: a JSON list, without blanks.</param>
/// <param name="Generate">How the model goes on with the text; null where it does not.</param>
internal sealed record ReadRequest(
    string Model, string Text, string? Pair, bool SpecialTokens = true, bool StartToken = false,
    bool Typing = false, string Edits = ReadRequest.NoEdits, GenerateOptions? Generate = null)
{
    /// <summary>The longest text with its pair, in bytes of UTF-8.</summary>
    public const int MostBytes = 1_000_000;

    private const string NoEdits = "[]";

    /// <summary>A hash of all that makes the reading what it is.</summary>
    public string Id
    {
        get
        {
            object?[]? how = Generate is { } generate
                ?
                [
                    generate.MaxNewTokens, generate.Temperature, generate.TopK, generate.TopP, generate.Seed,
                    generate.IgnoreEnd,
                ]
                : null;
            object?[] parts = [Model, Text, Pair, SpecialTokens, StartToken, Typing, Edits, how];
            return Hash(JsonSerializer.SerializeToUtf8Bytes(parts));
        }
    }

    public ReadOptions Options => new() { SpecialTokens = SpecialTokens, StartToken = StartToken };

    /// <summary>Whether anything is changed.</summary>
    public bool HasEdits => Edits != NoEdits;

    /// <summary>The text as it is: nothing changed, nothing written.</summary>
    public ReadRequest Plain => this with { Edits = NoEdits, Generate = null };

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];

    /// <exception cref="RequestException">What is wrong with the body.</exception>
    public static async Task<ReadRequest> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var json = await JsonFields.ParseAsync(body, cancellation);
        return Of(json.RootElement);
    }

    /// <exception cref="RequestException">What is wrong with it.</exception>
    public static ReadRequest Of(JsonElement json)
    {
        JsonFields.Check(
            json, "The request", "model", "text", "pair", "specialTokens", "startToken", "typing", "edits", "generate");
        var request = new ReadRequest(
            JsonFields.Text(json, "model") ?? throw new RequestException("The request has no \"model\"; name one."),
            JsonFields.Text(json, "text") ?? throw new RequestException("The request has no \"text\" to read."),
            JsonFields.Text(json, "pair"), JsonFields.Flag(json, "specialTokens", true),
            JsonFields.Flag(json, "startToken", false), JsonFields.Flag(json, "typing", false));
        var bytes = Encoding.UTF8.GetByteCount(request.Text) + Encoding.UTF8.GetByteCount(request.Pair ?? "");
        return bytes > MostBytes
            ? throw new RequestException(
                $"The text has {bytes} bytes, but at most {MostBytes} are read at once. Shorten it.")
            : request with
            {
                Edits = JsonFields.Given(json, "edits") is { } edits ? ListOf(edits) : NoEdits,
                Generate = JsonFields.Given(json, "generate") is { } generate ? HowToWrite(generate, request) : null,
            };
    }

    // The same list is the same reading, however it was spaced.
    private static string ListOf(JsonElement edits)
    {
        _ = EditJson.Names(edits.GetRawText());
        try
        {
            return JsonSerializer.Serialize(edits);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new RequestException("The edits have a string that is not of whole characters.", wrong);
        }
    }

    private static GenerateOptions HowToWrite(JsonElement json, ReadRequest request)
    {
        JsonFields.Check(json, "\"generate\"", "tokens", "temperature", "topK", "topP", "seed", "ignoreEnd");
        return new GenerateOptions
        {
            MaxNewTokens = JsonFields.Whole(json, "tokens") ?? 20,
            Temperature = JsonFields.Number(json, "temperature") ?? 0,
            TopK = JsonFields.Whole(json, "topK"),
            TopP = JsonFields.Number(json, "topP"),
            Seed = JsonFields.Whole(json, "seed") ?? 0,
            IgnoreEnd = JsonFields.Flag(json, "ignoreEnd", false),
            SpecialTokens = request.SpecialTokens,
            StartToken = request.StartToken,
        };
    }
}
