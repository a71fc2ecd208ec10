using System.Globalization;
using Headlight.Attention;
using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Jobs;
using Headlight.Models;
using Headlight.Readings;
using Headlight.Runtime;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>
/// A loaded model: the front door. Load it once and read as many texts as you like, from several threads if you
/// like (weights and sessions are shared and only read; every reading has its own buffers), then dispose it.
/// </summary>
public sealed partial class TransformerModel : IDisposable
{
    private readonly ModelRunner runner;
    private readonly Tokenizer tokenizer;

    private readonly IReadOnlyList<string> unused;
    private readonly Lock gate = new();
    private IReadOnlySet<int>? ends;
    private string? identity;
    private int readings;
    private bool disposed;

    private TransformerModel(
        ModelRunner runner, Tokenizer tokenizer, ModelInfo info, IReadOnlyList<string> unused)
    {
        (this.runner, this.tokenizer, Info, this.unused) = (runner, tokenizer, info, unused);
    }

    /// <summary>What the model is.</summary>
    public ModelInfo Info { get; }

    /// <summary>
    /// The model in a line, with a fingerprint of its weights: results of another one are not taken for its own.
    /// </summary>
    public string Identity => identity ??= string.Create(
        CultureInfo.InvariantCulture,
        $"{Info.Name}: {Info.Family}, {Info.Layers} × {Info.Heads}, {Info.Precision}, {Info.Parameters} weights, " +
        $"{Fingerprint.Of(runner.Checkpoint)}");

    /// <summary>What stands between q·k and the pattern, of every layer.</summary>
    public IReadOnlyList<AttentionRule> Rules => runner.Definition.Rules;

    /// <summary>What a careful reader of any reading should be told: weights that were left out.</summary>
    public IReadOnlyList<string> Warnings => unused;

    /// <summary>
    /// Loads a bundled name, a folder in Hugging Face layout, a .gguf file, or a Hugging Face id in the local cache.
    /// </summary>
    /// <exception cref="HeadlightException">What is wrong with it, in a sentence.</exception>
    public static TransformerModel Load(
        string path, ModelOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        var threads = (options ?? new ModelOptions()).Threads;
        if (threads is < 1 or > 1024)
        {
            throw new RequestException($"{threads} threads are not possible: give 1 to 1024.");
        }
        var checkpoint = Checkpoint.Open(ModelLocator.Find(path));
        try
        {
            var definition = ModelCatalog.Build(checkpoint);
            var tokenizer = TokenizerSource.Open(checkpoint);
            var unused = UnusedTensors.Warnings(checkpoint, definition);
            CheckMemory(checkpoint, definition);
            var runner = new ModelRunner(checkpoint, definition, threads, progress, cancellation);
            return new TransformerModel(runner, tokenizer, ModelDescription.Of(
                path, checkpoint, ModelCatalog.Outline(checkpoint), tokenizer), unused);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    /// <summary>What a checkpoint is, from its headers alone.</summary>
    /// <exception cref="HeadlightException">What is wrong with it, in a sentence.</exception>
    public static ModelInfo Describe(string path)
    {
        using var checkpoint = Checkpoint.Open(ModelLocator.Find(path));
        var outline = ModelCatalog.Outline(checkpoint);
        // A family that is not read yet may bring a tokenizer that is not read yet either.
        return ModelDescription.Of(
            path, checkpoint, outline, outline.Readable ? TokenizerSource.Open(checkpoint) : null);
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="RequestException">The text is empty or longer than the model's positions, or a pair
    /// for a model without.</exception>
    public Reading Read(string text, string? pair = null, ReadOptions? options = null) =>
        ReadAsync(text, pair, options).GetAwaiter().GetResult();

    /// <summary>The tokens that reading a text would feed, checked as reading checks them.</summary>
    /// <exception cref="RequestException">As for <see cref="Read"/>.</exception>
    public IReadOnlyList<Token> Tokenize(string text, string? pair = null, ReadOptions? options = null)
    {
        var tokens = FedTokens.Of(tokenizer, Info, text, pair, options ?? new ReadOptions());
        FedTokens.Check(tokens, runner.Definition.Shape, Info);
        return tokens;
    }

    /// <summary>How many tokens a text has; an empty one and one that is too long are counted too.</summary>
    /// <exception cref="RequestException">A pair for a model without, or half a surrogate pair.</exception>
    public int Count(string text, string? pair = null, ReadOptions? options = null) =>
        FedTokens.Count(tokenizer, Info, text, pair, options ?? new ReadOptions());

    /// <summary>
    /// Where a text that is too long has to end to fit, in UTF-16 units; null where no shorter text would fit.
    /// </summary>
    public int? FitsUntil(string text, string? pair = null, ReadOptions? options = null) =>
        FedTokens.FitsUntil(tokenizer, Info, text, pair, options ?? new ReadOptions());

    /// <summary>Refuses what reading this text would refuse, without reading it; counts its tokens.</summary>
    /// <exception cref="RequestException">As for <see cref="Read"/>.</exception>
    public int Check(string text, string? pair = null, ReadOptions? options = null) =>
        Checked(FedTokens.Of(tokenizer, Info, text, pair, options ?? new ReadOptions()));

    /// <summary>The same of ids that are fed as they are.</summary>
    /// <exception cref="RequestException">An id outside the vocabulary, or too many ids.</exception>
    public int CheckIds(IReadOnlyList<int> ids, IReadOnlyList<int>? typeIds = null) =>
        Checked(FedTokens.Of(tokenizer, Info, ids, typeIds));

    private int Checked(IReadOnlyList<Token> tokens)
    {
        FedTokens.Check(tokens, runner.Definition.Shape, Info);
        return tokens.Count;
    }

    /// <summary>What was added to a text, in words.</summary>
    public static string DescribeAdded(IReadOnlyList<Token> tokens, ReadOptions options) =>
        FedTokens.Describe(tokens, options);

    /// <summary>Reads a text, layer by layer, with progress and cancellation.</summary>
    /// <param name="text">The text.</param>
    /// <param name="pair">The second text, or null.</param>
    /// <param name="options">How it is read and what is written down.</param>
    /// <param name="progress">Told after every layer.</param>
    /// <param name="layers">Given each layer as soon as it is recorded, on the thread that runs the model.</param>
    /// <param name="reuse">
    /// A reading by this model: tokens that the text begins with as well are not computed again, where the model
    /// looks back only. Numbers agree with a whole reading's within 1e-4. Not used where z, states or all logits
    /// are asked for.
    /// </param>
    /// <param name="cancellation">Stops within a layer.</param>
    /// <exception cref="RequestException">As for <see cref="Read"/>.</exception>
    public Task<Reading> ReadAsync(
        string text, string? pair = null, ReadOptions? options = null, IProgress<JobProgress>? progress = null,
        IProgress<LayerReading>? layers = null, Reading? reuse = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new ReadOptions();
        var tokens = FedTokens.Of(tokenizer, Info, text, pair, options);
        return Task.Run(() => Run(tokens, text, pair, options, progress, layers, reuse, cancellation), cancellation);
    }

    /// <summary>Reads token ids as they are; nothing is added.</summary>
    /// <exception cref="RequestException">An id outside the vocabulary, or too many ids.</exception>
    public Task<Reading> ReadIdsAsync(
        IReadOnlyList<int> ids, IReadOnlyList<int>? typeIds = null, ReadOptions? options = null,
        IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var tokens = FedTokens.Of(tokenizer, Info, ids, typeIds);
        return Task.Run(
            () => Run(tokens, "", null, options ?? new ReadOptions(), progress, null, null,
                cancellation), cancellation);
    }

    /// <summary>Runs work that needs the weights, which stay until it is done.</summary>
    internal T During<T>(Func<T> work)
    {
        Enter();
        try
        {
            return work();
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Frees weights and sessions, once what is being read is done. Readings stay valid.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            (var again, disposed) = (disposed, true);
            if (again || readings > 0)
            {
                return;
            }
        }
        runner.Dispose();
    }

    private void Enter()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            readings++;
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            if (--readings > 0 || !disposed)
            {
                return;
            }
        }
        runner.Dispose();
    }

    private Reading Run(
        IReadOnlyList<Token> tokens, string text, string? pair, ReadOptions options,
        IProgress<JobProgress>? progress, IProgress<LayerReading>? layers, Reading? reuse,
        CancellationToken cancellation)
    {
        FedTokens.Check(tokens, runner.Definition.Shape, Info);
        return During(() => Compute(tokens, text, pair, options, progress, layers, reuse, cancellation));
    }

    private Reading Compute(
        IReadOnlyList<Token> tokens, string text, string? pair, ReadOptions options,
        IProgress<JobProgress>? progress, IProgress<LayerReading>? layers, Reading? reuse,
        CancellationToken cancellation)
    {
        var cache = Reused.Of(tokens, reuse, options, Info, runner.Definition);
        var left = tokens.Skip(cache?.Tokens ?? 0).ToArray();
        var input = TokenInput.Of(left);
        var plan = new RecordingPlan(options.Attention, options.Z, options.States);
        var recording = runner.Run(input, plan, progress, layers, cancellation, cache);
        return new ReadingBuilder(runner, tokenizer, Info, options, unused).Build(
            tokens, text, pair, cache is null ? recording : recording with { Hidden = cache.Hidden.ToArray() });
    }

    private static void CheckMemory(Checkpoint checkpoint, ModelDefinition definition)
    {
        var needed = Weights.Bytes(definition.Weights);
        var available = MemoryBudget.Available();
        if (needed > available)
        {
            throw new UnsupportedModelException(
                $"{checkpoint.Path} needs {needed / 1e9:0.0} GB of memory for its weights, but " +
                $"{available / 1e9:0.0} GB are free. " +
                "Close other programs or choose a smaller model.");
        }
    }
}
