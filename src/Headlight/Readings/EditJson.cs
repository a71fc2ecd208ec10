using System.Text.Json;
using System.Text.Json.Nodes;
using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>Edits as JSON; docs/edits.md has the schema.</summary>
public static class EditJson
{
    private static readonly string[] Kinds = ["mean", "scale", "cut", "force", "pattern", "replace"];

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
        ReplaceSite site => Of("replace", edit, ("site", Name(site.Site)), ("tokens", List(site.Tokens)),
            ("values", new JsonArray([.. site.Values.Select(List)]))),
        _ => throw new ArgumentException($"{edit.GetType().Name} has no form in JSON."),
    };

    /// <summary>What has to be computed before a list can be parsed: means, and the patterns of texts.</summary>
    /// <exception cref="RequestException">It is no JSON, or no list of edits.</exception>
    public static (bool Means, IReadOnlyList<string> Texts) Names(string json)
    {
        var (means, texts) = (false, new List<string>());
        Parse(json, heads => { means = true; return new ScaleHeads(heads, 1); }, (heads, text) =>
        {
            texts.Add(text);
            return new ScaleHeads(heads, 1);
        });
        return (means, texts);
    }

    /// <summary>A list of edits.</summary>
    /// <param name="json">The list.</param>
    /// <param name="mean">Makes the edit that puts heads' means in their place.</param>
    /// <param name="pattern">Makes the edit that gives heads the patterns that a text has.</param>
    /// <exception cref="RequestException">It is no JSON, or no list of edits.</exception>
    public static IReadOnlyList<Edit> Parse(
        string json, Func<HeadChoice, Edit> mean, Func<HeadChoice, string, Edit> pattern)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(item => One(item, mean, pattern))]
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

    private static Edit One(
        JsonElement item, Func<HeadChoice, Edit> mean, Func<HeadChoice, string, Edit> pattern)
    {
        var kind = item.GetProperty("edit").GetString() ?? "";
        CheckFields(item, kind);
        var heads = HeadChoice.Parse(item.GetProperty("heads").GetString() ?? "");
        return kind switch
        {
            "mean" => mean(heads),
            "scale" => new ScaleHeads(heads, item.GetProperty("factor").GetSingle()),
            "cut" => new CutLinks(
                heads, item.TryGetProperty("queries", out var queries) ? Numbers(queries) : null,
                Numbers(item.GetProperty("keys")) is { Length: > 0 } keys ? keys
                    : throw new RequestException("A cut names no keys: say which tokens are not to be seen."),
                !item.TryGetProperty("renormalise", out var share) || share.GetBoolean()),
            "force" => new ForceLink(heads, item.GetProperty("query").GetInt32(), item.GetProperty("key").GetInt32(),
                item.GetProperty("weight").GetSingle()),
            "pattern" => pattern(heads, item.GetProperty("of").GetString() ?? ""),
            "replace" => new ReplaceSite(
                heads, SiteOf(item.GetProperty("site").GetString() ?? ""), Numbers(item.GetProperty("tokens")) ?? [],
                [.. item.GetProperty("values").EnumerateArray().Select(Floats)]),
            _ => throw new RequestException(
                $"There is no edit `{kind}`.{Nearest.Hint(kind, Kinds)} Known: {string.Join(", ", Kinds)}."),
        };
    }

    // A misspelt field would leave its default in place.
    private static void CheckFields(JsonElement item, string kind)
    {
        string[]? known = kind switch
        {
            "mean" => ["over"],
            "scale" => ["factor"],
            "cut" => ["queries", "keys", "renormalise"],
            "force" => ["query", "key", "weight"],
            "pattern" => ["of", "tokens"],
            "replace" => ["site", "tokens", "values"],
            _ => null,
        };
        var stray = item.EnumerateObject().Select(field => field.Name).FirstOrDefault(
            name => known is not null && name is not ("edit" or "heads") && !known.Contains(name));
        if (stray is not null)
        {
            throw new RequestException(
                $"The edit `{kind}` has no field `{stray}`.{Nearest.Hint(stray, known!)} Known: heads, " +
                $"{string.Join(", ", known!)}.");
        }
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

    private static JsonArray List<T>(IEnumerable<T> numbers) =>
        new([.. numbers.Select(number => JsonValue.Create(number))]);

    private static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetSingle())];

    private static string Name(Site site) => site.ToString().ToLowerInvariant();

    private static Site SiteOf(string name)
    {
        var sites = Enum.GetValues<Site>();
        var found = Array.FindIndex(sites, site => Name(site) == name);
        return found >= 0 ? sites[found] : throw new RequestException(
            $"There is no site `{name}`.{Nearest.Hint(name, sites.Select(Name))} Known: " +
            $"{string.Join(", ", sites.Select(Name))}.");
    }
}
