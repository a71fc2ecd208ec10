namespace Headlight.Checkpoints;

/// <summary>Opens a .gguf file and presents it as Hugging Face would.</summary>
internal static class GgufCheckpoint
{
    public static Checkpoint Open(string path)
    {
        var file = GgufFile.Open(path);
        try
        {
            RefuseParts(file.Metadata);
            var (architecture, table) = Architecture(file.Metadata);
            var config = GgufConfig.From(file, architecture, table);
            return new Checkpoint(path, CheckpointFormat.Gguf, config, Tensors(file, table, config), [file])
            {
                Gguf = file.Metadata,
                License = file.Metadata.Text("general.license") is { } license
                    ? UntrustedText.Shown(license)
                    : null,
            };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static (string, GgufArchitecture) Architecture(GgufMetadata metadata)
    {
        var name = metadata.Text("general.architecture") ?? throw new CheckpointException(
            $"`{metadata.Source}` has no `general.architecture`, so the model's family is not known.");
        if (GgufArchitecture.All.TryGetValue(name, out var table))
        {
            return (name, table);
        }
        var known = GgufArchitecture.All.Keys;
        var shown = UntrustedText.Shown(name);
        throw new UnsupportedModelException($"`{metadata.Source}` is of the architecture `{shown}`; of " +
            $"GGUF files {string.Join(", ", known)} are known.{Nearest.Hint(shown, known)}");
    }

    private static void RefuseParts(GgufMetadata metadata)
    {
        if (metadata.Integer("split.count") is > 1 and var count)
        {
            throw new UnsupportedModelException($"`{metadata.Source}` is one of {count} parts. Join them " +
                "with llama.cpp's `llama-gguf-split --merge FIRST-PART OUTPUT` and open the result.");
        }
    }

    private static Dictionary<string, StoredTensor> Tensors(
        GgufFile file, GgufArchitecture table, Config config)
    {
        var tensors = new Dictionary<string, StoredTensor>();
        foreach (var stored in file.Tensors.Values)
        {
            var tensor = InHuggingFaceOrder(stored, table, config).Named(table.PathOf(stored.Name));
            if (!tensors.TryAdd(tensor.Name, tensor))
            {
                throw new CheckpointException($"`{file.Path}` has two tensors for `{tensor.Name}`.");
            }
        }
        return tensors;
    }

    private static StoredTensor InHuggingFaceOrder(
        StoredTensor stored, GgufArchitecture table, Config config)
    {
        var dot = Math.Max(stored.Name.LastIndexOf('.'), 0);
        if (GgufArchitecture.SplitLayer(stored.Name[..dot]) is not var (_, module))
        {
            return stored;
        }
        if (table.Conv1D.Contains(module) && stored.Name.EndsWith(".weight", StringComparison.Ordinal))
        {
            return stored.Transposed();
        }
        return (table.InterleavedRotary, module) switch
        {
            (true, "attn_q") => stored.WithRotaryHalves(config.Integer("num_attention_heads")),
            (true, "attn_k") => stored.WithRotaryHalves(
                config.Integer(["num_key_value_heads", "num_attention_heads"])),
            _ => stored,
        };
    }
}
