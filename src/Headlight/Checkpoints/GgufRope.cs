using System.Text.Json.Nodes;

namespace Headlight.Checkpoints;

/// <summary>The rotary scaling of a GGUF file as config.json's `rope_scaling`.</summary>
internal static class GgufRope
{
    private static readonly Dictionary<string, string> Options = new()
    {
        ["factor"] = "factor",
        ["original_context_length"] = "original_max_position_embeddings",
        ["yarn_beta_fast"] = "beta_fast",
        ["yarn_beta_slow"] = "beta_slow",
    };

    // Values with which a key leaves the computation as Hugging Face does it.
    private static readonly Dictionary<string, double> Neutral = new()
    {
        ["attn_factor"] = 1,
        ["yarn_attn_factor"] = 1,
        ["yarn_ext_factor"] = 1,
        ["yarn_log_multiplier"] = 0,
    };

    public static void Add(JsonObject json, GgufMetadata metadata, string architecture)
    {
        var start = $"{architecture}.rope.scaling.";
        RefuseTheRest(metadata, start);
        var legacy = metadata.Number($"{architecture}.rope.scale_linear"); // before rope.scaling.type
        var plain = (legacy ?? metadata.Number(start + "factor")) is null or 0 or 1;
        var type = metadata.Text(start + "type") ?? (plain ? "none" : "linear"); // llama.cpp's default
        if (type == "none")
        {
            return;
        }
        var scaling = new JsonObject { ["rope_type"] = type };
        if (legacy is { } factor)
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

    private static void RefuseTheRest(GgufMetadata metadata, string start)
    {
        foreach (var key in metadata.Keys.Where(key => key.StartsWith(start, StringComparison.Ordinal)))
        {
            var suffix = key[start.Length..];
            var known = suffix is "type" or "finetuned" || Options.ContainsKey(suffix) ||
                (Neutral.TryGetValue(suffix, out var neutral) && metadata.Number(key) == neutral);
            if (!known)
            {
                throw new UnsupportedModelException($"`{metadata.Source}` sets `{key}` to " +
                    $"{GgufMetadata.Shown(metadata.Raw(key))}, which is not supported.");
            }
        }
    }
}
