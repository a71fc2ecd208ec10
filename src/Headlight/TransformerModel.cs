using Headlight.Jobs;
using Headlight.Readings;

namespace Headlight;

/// <summary>
/// A loaded model: the front door. Load it once, read as many texts as you like, from several threads if you
/// like (each reading has its own buffers; the weights are shared), then dispose it.
/// </summary>
public sealed partial class TransformerModel : IDisposable
{
    /// <summary>What the model is.</summary>
    public ModelInfo Info => throw new NotImplementedException();

    /// <summary>
    /// Loads a bundled name, a folder in Hugging Face layout, a .gguf file, or a Hugging Face id in the local cache.
    /// </summary>
    /// <exception cref="HeadlightException">What is wrong with it, in a sentence.</exception>
    public static TransformerModel Load(
        string path, ModelOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>What a checkpoint is, from its headers alone.</summary>
    public static ModelInfo Describe(string path) => throw new NotImplementedException();

    /// <summary>Reads a text.</summary>
    public Reading Read(string text, string? pair = null, ReadOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>Reads a text, layer by layer, with progress and cancellation.</summary>
    public Task<Reading> ReadAsync(
        string text, string? pair = null, ReadOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellation = default) => throw new NotImplementedException();

    /// <summary>Reads token ids as they are; nothing is added.</summary>
    public Task<Reading> ReadIdsAsync(
        IReadOnlyList<int> ids, IReadOnlyList<int>? typeIds = null, ReadOptions? options = null,
        IProgress<JobProgress>? progress = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
