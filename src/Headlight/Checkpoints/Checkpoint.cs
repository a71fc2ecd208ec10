namespace Headlight.Checkpoints;

/// <summary>
/// What is on disk: weights by Hugging Face path and options by Hugging Face key, whatever the format.
/// Weights are mapped, not loaded. Safe to read from several threads.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private const int MostCandidates = 4096;

    private readonly IDisposable[] files;

    public Checkpoint(string path, CheckpointFormat format, Config config,
        IReadOnlyDictionary<string, StoredTensor> tensors, IEnumerable<IDisposable> files)
    {
        (Path, Format, Config, Tensors, this.files) = (path, format, config, tensors, [.. files]);
        WeightBytes = tensors.Values.Sum(tensor => tensor.ByteCount);
        Precision = Checkpoints.Precision.Of(tensors.Values);
    }

    /// <summary>The folder or file.</summary>
    public string Path { get; }

    public CheckpointFormat Format { get; }

    public Config Config { get; }

    /// <summary>All tensors, also buffers that no family asks for.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>As stored on disk.</summary>
    public long WeightBytes { get; }

    /// <summary>The name of the type that holds most of the bytes, as "BF16" or "Q4_1".</summary>
    public string Precision { get; }

    /// <summary>The metadata of a GGUF file, where its vocabulary is; null for safetensors.</summary>
    public GgufMetadata? Gguf { get; init; }

    /// <summary>As the file or the folder's README.md states it, or null.</summary>
    public string? License { get; init; }

    /// <summary>Opens a folder in Hugging Face layout or a .gguf file.</summary>
    public static Checkpoint Open(string path) =>
        Directory.Exists(path) ? CheckpointFolder.Open(path)
        : File.Exists(path) ? CheckpointFolder.OpenFile(path)
        : throw new CheckpointException($"`{path}` does not exist; a folder in Hugging Face layout or a " +
            $".gguf file was expected.{CheckpointFolder.SiblingHint(path)}");

    public bool Has(string name) => Tensors.ContainsKey(name);

    /// <summary>
    /// The tensor with this path, and with this shape where one is given; otherwise a CheckpointException.
    /// </summary>
    public StoredTensor Require(string name, params ReadOnlySpan<int> shape)
    {
        var tensor = Tensors.GetValueOrDefault(name) ?? throw Missing(name);
        return shape.IsEmpty || shape.SequenceEqual(tensor.Shape) ? tensor : throw new CheckpointException(
            $"`{name}` in `{Path}` has the shape {StoredTensor.Sizes(tensor.Shape)}, but " +
            $"{StoredTensor.Sizes(shape)} was expected from `{Config.Source}`.");
    }

    /// <summary>
    /// The first of the prefixes with which the checkpoint has a tensor of this name: models saved with and
    /// without a head differ in it.
    /// </summary>
    public string PrefixOf(string name, params ReadOnlySpan<string> prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (Has(prefix + name))
            {
                return prefix;
            }
        }
        throw Missing(prefixes.IsEmpty ? name : prefixes[0] + name);
    }

    public void Dispose()
    {
        foreach (var file in files)
        {
            file.Dispose();
        }
    }

    private CheckpointException Missing(string name)
    {
        // The same tensor of another layer is no answer.
        var others = Tensors.Keys.Take(MostCandidates).Where(key => WithoutNumbers(key) != WithoutNumbers(name));
        return new($"`{Path}` has no tensor `{name}`, which `{Config.Source}` (model_type " +
            $"{Config.Raw("model_type")}) asks for.{Nearest.Hint(name, others)}");
    }

    private static string WithoutNumbers(string name) => string.Concat(name.Where(c => !char.IsAsciiDigit(c)));
}
