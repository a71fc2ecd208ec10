using System.Buffers.Binary;

namespace Headlight.Checkpoints;

/// <summary>Finds out what a path holds and opens it.</summary>
internal static class CheckpointFolder
{
    private const string SingleFile = "model.safetensors";

    public static Checkpoint Open(string folder)
    {
        var configPath = Path.Combine(folder, "config.json");
        if (!File.Exists(configPath))
        {
            return OpenLoneGguf(folder);
        }
        var config = Config.Open(configPath);
        RefuseWhatNeedsMoreThanWeights(config);
        var (files, tensors) = OpenWeights(folder);
        return new Checkpoint(folder, CheckpointFormat.Safetensors, config, LegacyNames.Renewed(tensors), files)
        {
            License = ModelCard.License(folder),
        };
    }

    public static Checkpoint OpenFile(string path)
    {
        Span<byte> start = stackalloc byte[4];
        try
        {
            using var handle = File.OpenHandle(path);
            start = start[..RandomAccess.Read(handle, start, 0)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new CheckpointException($"`{path}` cannot be read: {error.Message}", error);
        }
        return BinaryPrimitives.TryReadUInt32LittleEndian(start, out var magic) && magic == GgufFile.Magic
            ? GgufCheckpoint.Open(path)
            : throw new CheckpointException($"`{path}` is no GGUF file. To open safetensors give the folder that " +
                "holds them and their config.json.");
    }

    /// <summary>" Did you mean …?" with the nearest name in the folder above, or nothing.</summary>
    public static string SiblingHint(string path)
    {
        try
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            var siblings = Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full) ?? "");
            return Nearest.Hint(Path.GetFileName(full), siblings.Take(1000).Select(each => Path.GetFileName(each)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "";
        }
    }

    private static (IEnumerable<SafetensorsFile>, IReadOnlyDictionary<string, StoredTensor>) OpenWeights(string folder)
    {
        if (File.Exists(Path.Combine(folder, SingleFile)))
        {
            var file = SafetensorsFile.Open(Path.Combine(folder, SingleFile));
            return ([file], file.Tensors);
        }
        return File.Exists(Path.Combine(folder, ShardIndex.FileName))
            ? ShardIndex.Open(folder)
            : throw NoWeights(folder);
    }

    private static Checkpoint OpenLoneGguf(string folder)
    {
        var names = Names(folder);
        return names.Where(name => name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)).ToArray() switch
        {
            [var lone] => GgufCheckpoint.Open(Path.Combine(folder, lone)),
            [] => throw new CheckpointException($"`{folder}` has no config.json, so it is no folder in Hugging " +
                $"Face layout.{Nearest.Hint("config.json", names)}"),
            var several => throw new CheckpointException($"`{folder}` has no config.json but several .gguf files: " +
                $"name one of {string.Join(", ", several.Order(StringComparer.Ordinal).Take(10))}."),
        };
    }

    private static void RefuseWhatNeedsMoreThanWeights(Config config)
    {
        if (config.Has("auto_map"))
        {
            throw new UnsupportedModelException($"`{config.Source}` asks for code of its own (`auto_map` " +
                $"{config.Raw("auto_map")}), which is never run. Use a checkpoint of a family that is known.");
        }
        if (config.Has("quantization_config"))
        {
            throw new UnsupportedModelException($"`{config.Source}` has quantised weights (`quantization_config` " +
                $"{config.Raw("quantization_config")}), which are not supported. Use the original weights or a GGUF.");
        }
    }

    private static Exception NoWeights(string folder)
    {
        var names = Names(folder);
        return names.Any(name => name.StartsWith("pytorch_model", StringComparison.Ordinal))
            ? new UnsupportedModelException($"`{folder}` has its weights as pytorch_model.bin only, which can run " +
                "code when read. Convert it in Python: `AutoModel.from_pretrained(dir).save_pretrained(dir, " +
                "safe_serialization=True)`.")
            : new CheckpointException($"`{folder}` has neither {SingleFile} nor {ShardIndex.FileName}." +
                Nearest.Hint(SingleFile, names));
    }

    private static string[] Names(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Take(1000).Select(each => Path.GetFileName(each))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"`{folder}` cannot be read: {error.Message}", error);
        }
    }
}
