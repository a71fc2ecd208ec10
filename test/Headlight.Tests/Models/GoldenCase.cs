using System.Text.Json;

namespace Headlight.Tests.Models;

/// <summary>One case of a fixture's cases.json.</summary>
internal sealed record GoldenCase(JsonElement Json)
{
    public string Id => Json.GetProperty("id").GetString()!;

    public string Text => Json.GetProperty("text").GetString()!;

    public string? Pair => Has("text_pair") ? Json.GetProperty("text_pair").GetString() : null;

    public int[] Ids => Integers("input_ids");

    public string[] Tokens => [.. Json.GetProperty("tokens").EnumerateArray().Select(token => token.GetString()!)];

    public int[]? TypeIds => Has("token_type_ids") ? Integers("token_type_ids") : null;

    public int[] Generated => Has("generated_ids") ? Integers("generated_ids") : [];

    public (int, int)[]? Offsets => Has("offsets")
        ? [.. Json.GetProperty("offsets").EnumerateArray().Select(pair => (pair[0].GetInt32(), pair[1].GetInt32()))]
        : null;

    public static IReadOnlyList<GoldenCase> Of(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "cases.json")));
        return [.. document.RootElement.EnumerateArray().Select(element => new GoldenCase(element.Clone()))];
    }

    /// <summary>A UTF-16 position as a number of code points.</summary>
    public static int CodePoints(string text, int utf16) =>
        text.AsSpan(0, utf16).Length - text.AsSpan(0, utf16).ToArray().Count(char.IsLowSurrogate);

    private bool Has(string name) => Json.TryGetProperty(name, out var value)
        && value.ValueKind != JsonValueKind.Null;

    private int[] Integers(string name) => [.. Json.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
}
