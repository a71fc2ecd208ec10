namespace Headlight.Checkpoints;

/// <summary>Refuses metadata that may change the computation in a way that is not known.</summary>
internal static class GgufChecks
{
    public static void Run(GgufMetadata metadata, string architecture, GgufArchitecture table)
    {
        var start = architecture + '.';
        foreach (var key in metadata.Keys.Where(key => key.StartsWith(start, StringComparison.Ordinal)))
        {
            var suffix = key[start.Length..];
            var known = table.Options.ContainsKey(suffix) || table.Ignored.Contains(suffix) ||
                suffix == "rope.scale_linear" || suffix.StartsWith("rope.scaling.", StringComparison.Ordinal);
            if (!known && !IsNeutral(metadata, architecture, suffix))
            {
                throw new UnsupportedModelException($"`{metadata.Source}` sets `{key}` to " +
                    $"{GgufMetadata.Shown(metadata.Raw(key))}, which is not supported.");
            }
        }
    }

    /// <summary>Refuses a file without what llama.cpp requires: a default would be a guess.</summary>
    public static void Require(GgufMetadata metadata, string architecture, GgufArchitecture table)
    {
        var missing = table.Options.Keys.Except(GgufArchitecture.Optional)
            .Select(suffix => $"{architecture}.{suffix}").Where(key => metadata.Raw(key) is null).ToArray();
        if (missing.Length > 0)
        {
            throw new CheckpointException(
                $"`{metadata.Source}` does not say {string.Join(", ", missing.Select(key => $"`{key}`"))}, which " +
                $"every GGUF file of the architecture `{architecture}` states. Convert the model again.");
        }
    }

    private static bool IsNeutral(GgufMetadata metadata, string architecture, string suffix)
    {
        var key = $"{architecture}.{suffix}";
        return suffix switch
        {
            "attention.causal" => metadata.Flag(key) == (architecture != "bert"),
            "attention.value_length" or "rope.dimension_count" =>
                metadata.Integer(key) == HeadSize(metadata, architecture),
            _ => metadata.Raw(key) is 0u or 0 or 0f or false,
        };
    }

    private static long? HeadSize(GgufMetadata metadata, string architecture)
    {
        var width = metadata.Integer($"{architecture}.embedding_length");
        var heads = metadata.Raw($"{architecture}.attention.head_count") is Array
            ? metadata.Integers($"{architecture}.attention.head_count")!.FirstOrDefault()
            : metadata.Integer($"{architecture}.attention.head_count");
        return metadata.Integer($"{architecture}.attention.key_length") ?? (heads > 0 ? width / heads : null);
    }
}
