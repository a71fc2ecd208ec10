using System.Numerics.Tensors;
using Headlight.Attention;
using Headlight.Graphs;
using Headlight.Jobs;
using Headlight.Readings;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Runtime;

/// <summary>One text on its way through the blocks, with its buffers.</summary>
internal sealed class ModelRun
{
    private readonly ModelRunner runner;
    private readonly TokenInput tokens;
    private readonly RecordingPlan plan;
    private readonly RowAngles angles;
    private readonly IProgress<LayerReading>? recorded;
    private readonly RunCache? cache;
    private readonly int first;
    private readonly IReadOnlyList<Edit> edits;
    private readonly Reading? below;
    private readonly List<LayerReading> layers = [];
    private readonly List<float[]> states = [];
    private (int Layer, int Head)? firstNotFinite;
    private int? firstLayerNotFinite;
    private float[] x;

    /// <summary>
    /// The tokens follow those of the cache, where there is one, and are added to it. Layers below the first edited one
    /// are taken from a reading of the same tokens that recorded its states, where there is one.
    /// </summary>
    public ModelRun(
        ModelRunner runner, TokenInput tokens, RecordingPlan plan, IProgress<LayerReading>? recorded,
        RunCache? cache = null, IReadOnlyList<Edit>? edits = null, Reading? below = null)
    {
        (this.runner, this.tokens, this.plan, this.recorded) = (runner, tokens, plan, recorded);
        (this.cache, first, this.edits) = (cache, cache?.Tokens ?? 0, edits ?? []);
        (angles, this.below, x) = (new RowAngles(first, tokens.Ids.Length), below, []);
    }

    private ModelDefinition Definition => runner.Definition;

    private int Count => tokens.Ids.Length;

    public Recording Through(IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            var start = Below();
            for (var layer = start; layer < runner.Blocks.Count; layer++)
            {
                cancellation.ThrowIfCancellationRequested();
                Keep(x);
                x = Block(layer, cancellation);
                if (firstLayerNotFinite is null && !float.IsFinite(TensorPrimitives.Sum<float>(x))
                    && Array.Exists(x, number => !float.IsFinite(number)))
                {
                    firstLayerNotFinite = layer;
                }
                progress?.Report(new JobProgress("Layer", layer + 1, runner.Blocks.Count));
            }
            var hidden = runner.Final is { } final ? Rows.Through(final, x) : x;
            Keep(hidden);
            cache?.Finish(hidden);
            return new Recording
            {
                Layers = layers,
                Hidden = hidden,
                States = states,
                FirstNotFinite = firstNotFinite,
                FirstLayerNotFinite = firstLayerNotFinite,
            };
        }
        finally
        {
            angles.Dispose();
        }
    }

    // The first layer that is run, with x as it enters it.
    private int Below()
    {
        var start = edits.Count == 0 ? 0 : Math.Min(edits.Min(edit => edit.Heads.Layer ?? 0), runner.Blocks.Count - 1);
        if (below is null || start == 0 || below.States.Count == 0 || below.Edits.Count > 0)
        {
            x = Embed();
            return 0;
        }
        for (var layer = 0; layer < start; layer++)
        {
            Keep(below.States[layer].Memory.ToArray());
            if (plan.Attention)
            {
                layers.Add(below.Layers[layer]);
                recorded?.Report(layers[^1]);
            }
        }
        x = below.States[start].Memory.ToArray();
        return start;
    }

    private float[] Embed()
    {
        var gathered = new List<OrtValue>();
        var result = new float[Count * Definition.Shape.Width];
        using var output = Rows.Wrap(result, Count);
        runner.Embed.Run(
            input =>
            {
                var source = (InputSource.Rows)input.Source;
                var value = Rows.Wrap(TokenRows.Gather(runner.Checkpoint, source, tokens, first), Count);
                gathered.Add(value);
                return value;
            },
            [output]);
        gathered.ForEach(value => value.Dispose());
        return result;
    }

    // x → q, k, v → z → the next x
    private float[] Block(int layer, CancellationToken cancellation)
    {
        var (rule, shape) = (Definition.Rules[layer], Definition.Shape);
        using var block = new BlockPass(runner, layer, x, angles);
        var attention = new AttentionShape(
            1, Count, first + Count, shape.Heads, shape.KeyValueHeads, shape.HeadSize, first);
        var edited = LayerEdits.Of(edits, layer);
        edited?.ChangeInputs(block.Q, block.K, block.V, attention);
        cache?[layer].Append(block.Q, block.K, block.V);
        var keys = cache is null ? block.K : cache[layer].K.Values;
        var values = cache is null ? block.V : cache[layer].V.Values;
        var z = Rows.Fresh(attention.QuerySize); // [tokens, heads, size]
        Attend.Run(block.Q, keys, values, attention, rule, z, runner.Threads, cancellation);
        edited?.Apply(block.Q, keys, values, attention, rule, z);
        Note(layer, z);
        if (plan.Attention)
        {
            layers.Add(cache is null
                ? new LayerReading(layer, rule, Record(layer, attention, block, z), edited)
                : cache.Read(layer, Definition, runner.Norms[layer], edited));
            recorded?.Report(layers[^1]);
        }
        var next = block.After(z);
        edited?.ChangeOutput(next, attention);
        return next;
    }

    private LayerRecord Record(int layer, AttentionShape shape, BlockPass block, float[] z)
    {
        var norms = Rows.Fresh((long)shape.Heads * shape.Keys);
        runner.Norms[layer].Compute(block.V, shape, norms);
        return new LayerRecord
        {
            Shape = shape,
            Q = block.Q,
            K = block.K,
            V = block.V,
            ValueNorms = norms,
            Z = plan.Z ? z : null,
        };
    }

    private void Note(int layer, float[] z)
    {
        if (firstNotFinite is not null || float.IsFinite(TensorPrimitives.Sum<float>(z)))
        {
            return;
        }
        var index = Array.FindIndex(z, number => !float.IsFinite(number));
        if (index >= 0)
        {
            // The head that comes first, not the token.
            var size = Definition.Shape.HeadSize;
            var heads = z.Select((number, i) => (number, head: i / size % Definition.Shape.Heads));
            firstNotFinite = (layer, heads.Where(pair => !float.IsFinite(pair.number)).Min(pair => pair.head));
        }
    }

    private void Keep(float[] state)
    {
        if (plan.States)
        {
            states.Add(state);
        }
    }
}
