using System.Text;
using System.Text.Json.Nodes;

namespace Headlight.Checkpoints;

/// <summary>Writes a GGUF file's metadata as the config.json that Hugging Face would have.</summary>
internal static class GgufConfig
{
    public static Config From(GgufFile file, string architecture, GgufArchitecture table)
    {
        GgufChecks.Run(file.Metadata, architecture, table);
        GgufChecks.Require(file.Metadata, architecture, table);
        var json = new JsonObject { ["model_type"] = table.ModelType };
        foreach (var (key, text) in table.Constants)
        {
            json[key] = JsonNode.Parse(text);
        }
        foreach (var (suffix, key) in table.Options)
        {
            if (Option(file.Metadata, $"{architecture}.{suffix}") is { } value)
            {
                json[key] = value;
            }
        }
        AddTensorFacts(json, file);
        AddTokenIds(json, file.Metadata);
        GgufRope.Add(json, file.Metadata, architecture);
        return Config.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), $"metadata of {file.Path}");
    }

    // A list with one value per layer is one option where all layers agree.
    private static JsonValue? Option(GgufMetadata metadata, string key) => metadata.Raw(key) switch
    {
        null => null,
        float or double => JsonValue.Create(metadata.Number(key)!.Value),
        Array => metadata.Integers(key)!.Distinct().ToArray() is [var same]
            ? JsonValue.Create(same)
            : throw new UnsupportedModelException(
                $"`{metadata.Source}` does not have one `{key}` for all layers, which is not supported."),
        _ => JsonValue.Create(metadata.Integer(key)!.Value),
    };

    private static void AddTensorFacts(JsonObject json, GgufFile file)
    {
        if (file.Tensors.GetValueOrDefault("token_embd.weight") is { Shape: [var rows, _] })
        {
            json["vocab_size"] = rows;
        }
        if (file.Tensors.GetValueOrDefault("token_types.weight") is { Shape: [var types, _] })
        {
            json["type_vocab_size"] = types;
        }
        json["tie_word_embeddings"] = !file.Tensors.ContainsKey("output.weight");
        json["attention_bias"] = file.Tensors.ContainsKey("blk.0.attn_q.bias");
        json["mlp_bias"] = file.Tensors.ContainsKey("blk.0.ffn_up.bias");
        json["torch_dtype"] = Precision.Of(file.Tensors.Values) switch
        {
            "F16" => "float16",
            "BF16" => "bfloat16",
            _ => "float32",
        };
    }

    private static void AddTokenIds(JsonObject json, GgufMetadata metadata)
    {
        foreach (var (ggml, key) in new[] { ("bos", "bos"), ("eos", "eos"), ("padding", "pad") })
        {
            if (metadata.Integer($"tokenizer.ggml.{ggml}_token_id") is { } id)
            {
                json[$"{key}_token_id"] = id;
            }
        }
    }
}
