using Headlight.Attention;
using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Jobs;
using Headlight.Readings;

namespace Headlight.Runtime;

/// <summary>
/// A model ready to run: decoded weights and sessions. Runs may go on in several threads at once: weights and
/// sessions are only read, and every run has its own buffers.
/// </summary>
internal sealed class ModelRunner : IDisposable
{
    private readonly Weights weights;
    private readonly Sessions sessions;

    public ModelRunner(
        Checkpoint checkpoint, ModelDefinition definition, int threads,
        IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        (Checkpoint, Definition, Threads) = (checkpoint, definition, threads);
        weights = Weights.Load(checkpoint, definition.Weights, threads, progress, cancellation);
        sessions = new Sessions(threads);
        Embed = Call(definition.Embed);
        Blocks = [.. definition.Blocks.Select(block => new BlockCall(Call(block.Before), Call(block.After)))];
        Final = definition.Final is { } final ? Call(final) : null;
        Head = definition.Head is { } head ? Call(head) : null;
        Norms = new OutputNorms[definition.Blocks.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, Norms.Length, options, layer => Norms[layer] = NormsOf(definition.Blocks[layer].Projection));
    }

    public Checkpoint Checkpoint { get; }

    public ModelDefinition Definition { get; }

    public int Threads { get; }

    public GraphCall Embed { get; }

    public IReadOnlyList<BlockCall> Blocks { get; }

    public GraphCall? Final { get; }

    public GraphCall? Head { get; }

    public OutputNorms[] Norms { get; }

    /// <summary>Runs tokens through all blocks, after those of the cache where there is one.</summary>
    public Recording Run(
        TokenInput tokens, RecordingPlan plan, IProgress<JobProgress>? progress, IProgress<LayerReading>? recorded,
        CancellationToken cancellation, RunCache? cache = null, IReadOnlyList<Edit>? edits = null,
        Reading? below = null) =>
        new ModelRun(this, tokens, plan, recorded, cache, edits, below).Through(progress, cancellation);

    /// <summary>Logits of hidden states, [rows, width] → [rows, vocabulary].</summary>
    public float[] Logits(float[] hidden) =>
        Rows.Through(Head ?? throw new InvalidOperationException("The model has no head."), hidden);

    public void Dispose()
    {
        sessions.Dispose();
        weights.Dispose();
        Checkpoint.Dispose();
    }

    private GraphCall Call(Graph graph) => new(graph, sessions, weights);

    private OutputNorms NormsOf(InputSource.Weight projection)
    {
        var shape = Definition.Shape;
        return OutputNorms.From(
            weights[projection].Span, shape.Heads, shape.HeadSize, shape.Width, transposed: true);
    }
}

/// <summary>The two halves of a block.</summary>
internal sealed record BlockCall(GraphCall Before, GraphCall After);

/// <summary>What a run writes down besides the last hidden state.</summary>
internal readonly record struct RecordingPlan(bool Attention, bool Z, bool States);
