using System.Text.Json;

namespace Headlight.Cli.Input;

/// <summary>One line of a texts.jsonl.</summary>
internal sealed record TextRow(string Where, string Id, string? Text, string? Pair, int[]? Ids, int[]? TypeIds)
{
    private static readonly string[] Fields =
        ["id", "text", "pair", "decoder_text", "ids", "type_ids", "decoder_ids"];

    /// <summary>All rows; empty lines are passed over.</summary>
    /// <exception cref="RequestException">The first line that is wrong, by file and number.</exception>
    public static async Task<IReadOnlyList<TextRow>> ReadAsync(string path, CancellationToken cancellation)
    {
        var lines = (await TextSource.FileAsync(path, cancellation)).Split('\n');
        return [.. lines.Select((line, index) => (line, where: $"{path}, line {index + 1}"))
            .Where(each => !string.IsNullOrWhiteSpace(each.line))
            .Select(each => Parse(each.line, each.where))];
    }

    internal static TextRow Parse(string line, string where)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return Row(json.RootElement, where);
        }
        catch (JsonException wrong)
        {
            throw new RequestException($"{where} is not JSON: {wrong.Message.ReplaceLineEndings(" ")}");
        }
        catch (InvalidOperationException)
        {
            throw new RequestException($"{where} has a field whose name is no text of whole characters.");
        }
    }

    private static TextRow Row(JsonElement json, string where)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new RequestException($"{where} is not an object with \"id\" and \"text\".");
        }
        foreach (var name in json.EnumerateObject().Select(field => field.Name).Where(name => !Fields.Contains(name)))
        {
            throw new RequestException($"{where} has an unknown field `{name}`.{Nearest.Hint(name, Fields)}");
        }
        foreach (var name in Fields.Where(name => name.StartsWith("decoder") && Has(json, name)))
        {
            throw new RequestException($"{where} has `{name}`, which only an encoder–decoder takes.");
        }
        var row = new TextRow(
            where, String(json, "id", where) ?? "", String(json, "text", where), String(json, "pair", where),
            Numbers(json, "ids", where), Numbers(json, "type_ids", where));
        if (row.Ids is not null && row.Pair is not null)
        {
            throw new RequestException($"{where} has \"ids\" and \"pair\"; ids bring their own second text.");
        }
        return row.Text is null && row.Ids is null
            ? throw new RequestException($"{where} needs \"text\" or \"ids\".")
            : row.Text is not null && row.Ids is not null
            ? throw new RequestException($"{where} has both \"text\" and \"ids\"; give one of them.")
            : row.TypeIds is not null && row.TypeIds.Length != row.Ids?.Length
            ? throw new RequestException($"{where} has {row.TypeIds.Length} type_ids for {row.Ids?.Length ?? 0} ids.")
            : row;
    }

    private static bool Has(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string? String(JsonElement json, string name, string where)
    {
        if (!Has(json, name))
        {
            return null;
        }
        var value = json.GetProperty(name);
        try
        {
            return name == "id" && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : value.GetString();
        }
        catch (InvalidOperationException)
        {
            throw new RequestException($"{where}: \"{name}\" is not a string of whole characters.");
        }
    }

    private static int[]? Numbers(JsonElement json, string name, string where)
    {
        if (!Has(json, name))
        {
            return null;
        }
        var value = json.GetProperty(name);
        var whole = value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(
            item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _));
        return whole
            ? [.. value.EnumerateArray().Select(item => item.GetInt32())]
            : throw new RequestException($"{where}: \"{name}\" is not a list of whole numbers.");
    }
}
