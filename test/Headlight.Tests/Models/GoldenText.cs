using System.Text.Json;

namespace Headlight.Tests.Models;

/// <summary>Prompts with the tokens that Hugging Face transformers writes after them, greedily.</summary>
/// <param name="Text">The prompt.</param>
/// <param name="Prompt">Its ids.</param>
/// <param name="Ids">The new ids.</param>
internal sealed record GoldenText(string Text, int[] Prompt, int[] Ids)
{
    public static IEnumerable<string> Folders =>
    [
        .. new[] { "families", "gguf" }.SelectMany(group => Directory.GetDirectories(Fixtures.PathOf(group))
            .Select(path => $"{group}/{Path.GetFileName(path)}")).Where(folder => Of(folder).Count > 0).Order(),
        "real/smollm2",
    ];

    public static string ModelOf(string folder) => folder.StartsWith("real/", StringComparison.Ordinal)
        ? folder["real/".Length..]
        : Fixtures.PathOf(folder.StartsWith("gguf/", StringComparison.Ordinal) ? $"{folder}/model.gguf" : folder);

    public static List<GoldenText> Of(string folder)
    {
        var path = Fixtures.PathOf($"{folder}/cases.json");
        if (!File.Exists(path) || folder.EndsWith("/t5", StringComparison.Ordinal))
        {
            return [];
        }
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = json.RootElement;
        var cases = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("cases");
        return [.. cases.EnumerateArray().Where(item => item.TryGetProperty("generated_ids", out _))
            .Select(item => new GoldenText(
                item.GetProperty("text").GetString()!, Numbers(item, "input_ids"), Numbers(item, "generated_ids")))];
    }

    private static int[] Numbers(JsonElement item, string name) =>
        [.. item.GetProperty(name).EnumerateArray().Select(id => id.GetInt32())];
}
