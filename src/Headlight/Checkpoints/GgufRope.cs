using System.Text.Json.Nodes;

namespace Headlight.Checkpoints;

/// <summary>The rotary scaling of a GGUF file as config.json's `rope_scaling`.</summary>
internal static class GgufRope
{
    private static readonly Dictionary<string, string> Options = new()
    {
        ["factor"] = "factor",
        ["original_context_length"] = "original_max_position_embeddings",
        ["attn_factor"] = "attention_factor",
        ["yarn_attn_factor"] = "attention_factor",
        ["yarn_beta_fast"] = "beta_fast",
        ["yarn_beta_slow"] = "beta_slow",
    };

    public static void Add(JsonObject json, GgufMetadata metadata, string architecture)
    {
        var start = $"{architecture}.rope.scaling.";
        var legacyFactor = metadata.Number($"{architecture}.rope.scale_linear");
        var type = metadata.Text(start + "type") ?? (legacyFactor is null or 1 or 0 ? "none" : "linear");
        if (type == "none")
        {
            return;
        }
        var scaling = new JsonObject { ["rope_type"] = type };
        if (legacyFactor is { } factor)
        {
            scaling["factor"] = factor;
        }
        foreach (var (suffix, key) in Options)
        {
            if (metadata.Number(start + suffix) is { } value)
            {
                scaling[key] = value;
            }
        }
        json["rope_scaling"] = scaling;
    }
}
