using System.Buffers.Binary;

namespace Headlight.Checkpoints;

/// <summary>Finds out what a path holds and opens it.</summary>
internal static class CheckpointFolder
{
    private const string SingleFile = "model.safetensors";
    private const int MostNames = 1000;

    public static Checkpoint Open(string folder)
    {
        var names = Names(folder);
        if (!HasSafetensors(folder))
        {
            return OpenLoneGguf(folder, names) ?? throw NoWeights(folder, names);
        }
        if (!File.Exists(Path.Combine(folder, "config.json")))
        {
            throw new CheckpointException($"`{folder}` has no config.json, so the model's family and sizes " +
                $"are not known.{Nearest.Hint("config.json", names)}");
        }
        var config = Config.Open(Path.Combine(folder, "config.json"));
        RefuseWhatNeedsMoreThanWeights(config);
        var (files, tensors) = OpenWeights(folder);
        return new Checkpoint(
            folder, CheckpointFormat.Safetensors, config, LegacyNames.Renewed(tensors), files)
        {
            License = ModelCard.License(folder),
        };
    }

    public static Checkpoint OpenFile(string path)
    {
        using (var file = MappedFile.Open(path))
        {
            using var bytes = file.Borrow();
            if (!BinaryPrimitives.TryReadUInt32LittleEndian(
                bytes.Slice(0, (int)Math.Min(4, file.Length)), out var magic) || magic != GgufFile.Magic)
            {
                throw new CheckpointException($"`{path}` is no GGUF file. To open safetensors give the " +
                    "folder that holds them and their config.json.");
            }
        }
        return GgufCheckpoint.Open(path);
    }

    /// <summary>" Did you mean …?" with the nearest name in the folder above, or nothing.</summary>
    public static string SiblingHint(string path)
    {
        try
        {
            var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            var siblings = Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full) ?? "");
            return Nearest.Hint(
                Path.GetFileName(full), siblings.Take(MostNames).Select(each => Path.GetFileName(each)));
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            return "";
        }
    }

    private static bool HasSafetensors(string folder) =>
        new[] { SingleFile, ShardIndex.FileName }.Any(name => File.Exists(Path.Combine(folder, name)));

    private static (IEnumerable<IDisposable>, IReadOnlyDictionary<string, StoredTensor>) OpenWeights(
        string folder)
    {
        if (!File.Exists(Path.Combine(folder, SingleFile)))
        {
            return ShardIndex.Open(folder);
        }
        var file = SafetensorsFile.Open(Path.Combine(folder, SingleFile));
        return ([file], file.Tensors);
    }

    private static Checkpoint? OpenLoneGguf(string folder, string[] names) =>
        names.Where(name => name.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase)).ToArray() switch
        {
            [] => null,
            [var lone] => GgufCheckpoint.Open(Path.Combine(folder, lone)),
            var several => throw new CheckpointException($"`{folder}` holds several .gguf files: name one " +
                $"of {string.Join(", ", several.Order(StringComparer.Ordinal).Take(10))}."),
        };

    private static void RefuseWhatNeedsMoreThanWeights(Config config)
    {
        if (config.Has("auto_map"))
        {
            throw new UnsupportedModelException($"`{config.Source}` asks for code of its own (`auto_map` " +
                $"{config.Raw("auto_map")}), which is never run. Use a checkpoint of a known family.");
        }
        if (config.Has("quantization_config"))
        {
            throw new UnsupportedModelException($"`{config.Source}` tells of quantised weights " +
                $"(`quantization_config` {config.Raw("quantization_config")}), which are read only from " +
                "GGUF files. Use the original weights or a .gguf file.");
        }
    }

    private static HeadlightException NoWeights(string folder, string[] names) =>
        names.Any(name => name.StartsWith("pytorch_model", StringComparison.Ordinal))
            ? new UnsupportedModelException($"`{folder}` has its weights as pytorch_model.bin only, which " +
                "can run code when it is read. Convert it in Python: " +
                "`AutoModelForCausalLM.from_pretrained(dir).save_pretrained(dir, safe_serialization=True)` " +
                "(for a BERT with AutoModelForMaskedLM).")
            : new CheckpointException($"`{folder}` has no weights: {SingleFile}, {ShardIndex.FileName} or " +
                $"a .gguf file was expected.{Nearest.Hint(SingleFile, names)}");

    private static string[] Names(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFiles().Take(MostNames).Select(file => file.Name)];
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            throw Unreadable.Because(folder, error);
        }
    }
}
