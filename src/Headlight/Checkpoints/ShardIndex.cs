namespace Headlight.Checkpoints;

/// <summary>model.safetensors.index.json: which shard holds which tensor.</summary>
internal static class ShardIndex
{
    public const string FileName = "model.safetensors.index.json";

    /// <summary>Opens every shard that the index names; the caller disposes them.</summary>
    public static (List<SafetensorsFile> Shards, Dictionary<string, StoredTensor> Tensors) Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var map = Config.Open(path).Section("weight_map") ??
            throw new CheckpointException($"`{path}` has no `weight_map`.");
        var shards = new Dictionary<string, SafetensorsFile>();
        var tensors = new Dictionary<string, StoredTensor>();
        try
        {
            foreach (var name in map.Keys)
            {
                var shardName = map.Text(name);
                if (!shards.TryGetValue(shardName, out var shard))
                {
                    shards[shardName] = shard = SafetensorsFile.Open(ShardPath(folder, path, shardName));
                }
                tensors[name] = shard.Tensors.GetValueOrDefault(name) ?? throw new CheckpointException(
                    $"`{path}` says that tensor `{UntrustedText.Shown(name)}` is in `{shardName}`, " +
                    "but it is not there.");
            }
            return ([.. shards.Values], tensors);
        }
        catch
        {
            foreach (var shard in shards.Values)
            {
                shard.Dispose();
            }
            throw;
        }
    }

    private static string ShardPath(string folder, string index, string name)
    {
        UntrustedText.Name(name, "a shard's name", index);
        if (name is "" or "." or ".." || name.AsSpan().IndexOfAny('/', '\\', ':') >= 0)
        {
            throw new CheckpointException(
                $"`{index}` names the shard `{name}`; the name of a file in the same folder was expected.");
        }
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? path : throw new CheckpointException(
            $"`{index}` names the shard `{name}`, which is not in the folder: download it as well.");
    }
}
