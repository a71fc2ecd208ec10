using System.Text.Json;
using Headlight.Checkpoints;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>The tokens that end a text: as generation_config.json says, else config.json, else the tokenizer.</summary>
internal static class EndTokens
{
    public static IReadOnlySet<int> Of(Checkpoint checkpoint, Tokenizer tokenizer)
    {
        var beside = Path.Combine(checkpoint.Path, "generation_config.json");
        var said = File.Exists(beside) ? Ids(Config.Parse(File.ReadAllBytes(beside), beside)) : [];
        said = said.Count > 0 ? said : Ids(checkpoint.Config);
        return said.Count > 0 ? said : tokenizer.Special.Eos is { } end ? new HashSet<int> { end } : [];
    }

    // One id, or a list of them.
    private static HashSet<int> Ids(Config config)
    {
        var said = config.Has("eos_token_id") ? config.Raw("eos_token_id") : null;
        using var value = JsonDocument.Parse(said ?? "null");
        return value.RootElement.ValueKind switch
        {
            JsonValueKind.Number when value.RootElement.TryGetInt32(out var id) => [id],
            JsonValueKind.Array => [.. value.RootElement.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _))
                .Select(item => item.GetInt32())],
            _ => [],
        };
    }
}
