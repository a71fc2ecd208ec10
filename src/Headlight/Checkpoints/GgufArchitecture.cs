namespace Headlight.Checkpoints;

/// <summary>
/// What one GGUF architecture is called in Hugging Face's words: tensors, configuration keys, and what the
/// converter changed on the way.
/// </summary>
internal sealed record GgufArchitecture
{
    /// <summary>`model_type` in config.json.</summary>
    public required string ModelType { get; init; }

    /// <summary>Start of every tensor of layer N, with {0} for N.</summary>
    public required string Layer { get; init; }

    /// <summary>Module paths outside the layers by GGUF name, without `.weight` and `.bias`.</summary>
    public required Dictionary<string, string> Modules { get; init; }

    /// <summary>Module paths inside a layer by the GGUF name after `blk.N.`.</summary>
    public required Dictionary<string, string> LayerModules { get; init; }

    /// <summary>Keys of config.json by metadata key after `{architecture}.`.</summary>
    public required Dictionary<string, string> Options { get; init; }

    /// <summary>Keys of <see cref="Options"/> that have a default in llama.cpp too.</summary>
    public static string[] Optional { get; } =
        ["attention.head_count_kv", "attention.key_length", "rope.freq_base", "feed_forward_length"];

    /// <summary>Options that the architecture always has, as JSON values.</summary>
    public Dictionary<string, string> Constants { get; init; } = [];

    /// <summary>Metadata keys that say nothing about hidden states.</summary>
    public string[] Ignored { get; init; } = [];

    /// <summary>Layer modules whose matrices Hugging Face keeps as [in, out] (Conv1D).</summary>
    public string[] Conv1D { get; init; } = [];

    /// <summary>The converter interleaves the halves of every rotary head in attn_q and attn_k.</summary>
    public bool InterleavedRotary { get; init; }

    public static IReadOnlyDictionary<string, GgufArchitecture> All { get; } =
        new Dictionary<string, GgufArchitecture>
        {
            ["llama"] = GgufArchitectures.Llama,
            ["gpt2"] = GgufArchitectures.Gpt2,
            ["bert"] = GgufArchitectures.Bert,
        };

    /// <summary>Hugging Face's path of a tensor; an unknown name (rope_freqs.weight) is kept.</summary>
    public string PathOf(string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot < 0)
        {
            return name;
        }
        var (module, kind) = (name[..dot], name[dot..]);
        if (SplitLayer(module) is var (layer, rest))
        {
            return LayerModules.GetValueOrDefault(rest) is { } inLayer
                ? Layer.Replace("{0}", layer) + inLayer + kind
                : name;
        }
        return Modules.GetValueOrDefault(module) is { } path ? path + kind : name;
    }

    /// <summary>"blk.3.attn_q" as ("3", "attn_q"), or null where it is in no layer.</summary>
    public static (string Layer, string Module)? SplitLayer(string module) =>
        module.Split('.', 3) is ["blk", var layer, var rest] ? (layer, rest) : null;
}
