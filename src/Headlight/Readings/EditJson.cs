using System.Text.Json;
using System.Text.Json.Nodes;
using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>Edits as JSON; docs/edits.md has the schema.</summary>
public static class EditJson
{
    private static readonly string[] Kinds = ["mean", "scale", "cut", "force"];

    /// <summary>One edit. Patterns and means are named, not written out.</summary>
    public static JsonObject Write(Edit edit) => edit switch
    {
        ScaleHeads scale => Of("scale", edit, ("factor", scale.Factor)),
        MeanHeads mean => Of("mean", edit, ("over", mean.Over)),
        CutLinks cut => Of("cut", edit, ("queries", cut.Queries is { } queries ? List(queries) : null),
            ("keys", List(cut.Keys)), ("renormalise", cut.Renormalise)),
        ForceLink force => Of(
            "force", edit, ("query", force.Query), ("key", force.Key), ("weight", force.Weight)),
        TakePatterns take => Of("pattern", edit, ("of", take.Of), ("tokens", take.Tokens)),
        _ => throw new ArgumentException($"{edit.GetType().Name} has no form in JSON."),
    };

    /// <summary>A list of edits.</summary>
    /// <param name="json">The list.</param>
    /// <param name="mean">Makes the edit that puts heads' means in their place.</param>
    /// <exception cref="RequestException">It is no JSON, or no list of edits.</exception>
    public static IReadOnlyList<Edit> Parse(string json, Func<HeadChoice, Edit> mean)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(item => One(item, mean))]
                : throw new RequestException("The edits are no JSON list: [{\"edit\": \"scale\", …}] was expected.");
        }
        catch (JsonException wrong)
        {
            throw new RequestException($"The edits are no JSON: {wrong.Message}", wrong);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new RequestException($"An edit lacks a field, or has one of another kind: {wrong.Message}", wrong);
        }
    }

    private static Edit One(JsonElement item, Func<HeadChoice, Edit> mean)
    {
        var kind = item.GetProperty("edit").GetString() ?? "";
        var heads = HeadChoice.Parse(item.GetProperty("heads").GetString() ?? "");
        return kind switch
        {
            "mean" => mean(heads),
            "scale" => new ScaleHeads(heads, item.GetProperty("factor").GetSingle()),
            "cut" => new CutLinks(
                heads, item.TryGetProperty("queries", out var queries) ? Numbers(queries) : null,
                Numbers(item.GetProperty("keys")) ?? [],
                !item.TryGetProperty("renormalise", out var share) || share.GetBoolean()),
            "force" => new ForceLink(heads, item.GetProperty("query").GetInt32(), item.GetProperty("key").GetInt32(),
                item.GetProperty("weight").GetSingle()),
            "pattern" => throw new RequestException(
                "A pattern of another run is not in the JSON of its edit: give it again, from the reading it is of."),
            _ => throw new RequestException(
                $"There is no edit `{kind}`.{Nearest.Hint(kind, Kinds)} Known: {string.Join(", ", Kinds)}."),
        };
    }

    private static int[]? Numbers(JsonElement list) => list.ValueKind == JsonValueKind.Null
        ? null
        : [.. list.EnumerateArray().Select(number => number.GetInt32())];

    private static JsonObject Of(string kind, Edit edit, params (string Name, JsonNode? Value)[] fields)
    {
        var json = new JsonObject { ["edit"] = kind, ["heads"] = edit.Heads.ToString() };
        foreach (var (name, value) in fields)
        {
            json[name] = value;
        }
        return json;
    }

    private static JsonArray List(IEnumerable<int> numbers) =>
        new([.. numbers.Select(number => JsonValue.Create(number))]);
}
