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
    private readonly Dictionary<(RotaryPositions Rotary, bool Sine), OrtValue> angles = [];
    private readonly IProgress<LayerReading>? recorded;
    private readonly RunCache? cache;
    private readonly int first;
    private readonly IReadOnlyList<Edit> edits;
    private readonly List<LayerReading> layers = [];
    private readonly List<float[]> states = [];
    private (int Layer, int Head)? firstNotFinite;
    private int? firstLayerNotFinite;
    private float[] x;
    private int batch = 1;

    /// <summary>The tokens follow those of the cache, where there is one, and are added to it.</summary>
    public ModelRun(
        ModelRunner runner, TokenInput tokens, RecordingPlan plan, IProgress<LayerReading>? recorded,
        RunCache? cache = null, IReadOnlyList<Edit>? edits = null)
    {
        (this.runner, this.tokens, this.plan, this.recorded) = (runner, tokens, plan, recorded);
        (this.cache, first, this.edits) = (cache, cache?.Tokens ?? 0, edits ?? []);
        x = [];
    }

    /// <summary>
    /// From a layer's residual stream on, [tokens, width]: the run as it is, and beside it one for every head of the
    /// layers up to an end with the head's z replaced. Runs share what they have in common: a head's begins at its
    /// layer.
    /// </summary>
    /// <returns>Hidden states of the last token, [1 + heads, width]: as it is first, then head after head.</returns>
    public float[] Without(
        int layer, int end, float[] state, IReadOnlyDictionary<(int Layer, int Head), float[]> replacements,
        CancellationToken cancellation)
    {
        x = state;
        try
        {
            for (; layer < runner.Blocks.Count; layer++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (layer < end)
                {
                    var copies = Enumerable.Repeat(x[..state.Length], Definition.Shape.Heads);
                    x = [.. x, .. copies.SelectMany(rows => rows)];
                    batch += Definition.Shape.Heads;
                    Forget();
                }
                x = Block(layer, cancellation, z => Replace(z, layer, layer < end ? replacements : null));
            }
            var width = Definition.Shape.Width;
            float[] last = [.. Enumerable.Range(1, batch).SelectMany(
                run => x[(run * state.Length - width)..(run * state.Length)])];
            return runner.Final is { } final ? RunRows(final, last) : last;
        }
        finally
        {
            Forget();
        }
    }

    // The newest runs of the batch are one for each head of the layer.
    private void Replace(
        float[] z, int layer, IReadOnlyDictionary<(int Layer, int Head), float[]>? replacements)
    {
        var (heads, size) = (Definition.Shape.Heads, Definition.Shape.HeadSize);
        for (var head = 0; replacements is not null && head < heads; head++)
        {
            for (var token = 0; token < tokens.Ids.Length; token++)
            {
                var row = (batch - heads + head) * tokens.Ids.Length + token;
                replacements[(layer, head)].CopyTo(z.AsSpan((row * heads + head) * size, size));
            }
        }
    }

    private void Forget()
    {
        foreach (var value in angles.Values)
        {
            value.Dispose();
        }
        angles.Clear();
    }

    private ModelDefinition Definition => runner.Definition;

    private int Rows => batch * tokens.Ids.Length;

    public Recording Through(IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        try
        {
            x = Embed();
            for (var layer = 0; layer < runner.Blocks.Count; layer++)
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
            var hidden = runner.Final is { } final ? RunRows(final, x) : x;
            Keep(hidden);
            cache?.Finish(hidden);
            return new Recording
            {
                Layers = layers,
                Hidden = cache is null ? hidden : cache.Hidden.ToArray(),
                States = states,
                FirstNotFinite = firstNotFinite,
                FirstLayerNotFinite = firstLayerNotFinite,
            };
        }
        finally
        {
            Forget();
        }
    }

    /// <summary>Runs a graph that takes one value per row and gives one.</summary>
    public static float[] RunRows(GraphCall call, float[] rows)
    {
        var source = (InputSource.Activation)call.Graph.Inputs.Single(input => input.Name == "x").Source;
        var count = rows.Length / source.Width;
        var result = new float[(long)count * call.Graph.Outputs[0].Width];
        using var input = Wrap(rows, count);
        using var output = Wrap(result, count);
        call.Run(_ => input, [output]);
        return result;
    }

    private static OrtValue Wrap(float[] values, int rows) =>
        OrtValue.CreateTensorValueFromMemory(values, [rows, values.Length / rows]);

    // Written in full before it is read: no need to clear it first.
    private static float[] Fresh(int length) => GC.AllocateUninitializedArray<float>(length);

    private float[] Embed()
    {
        var gathered = new List<OrtValue>();
        var result = new float[Rows * Definition.Shape.Width];
        using var output = Wrap(result, Rows);
        runner.Embed.Run(
            input =>
            {
                var source = (InputSource.Rows)input.Source;
                var value = Wrap(TokenRows.Gather(runner.Checkpoint, source, tokens, first), Rows);
                gathered.Add(value);
                return value;
            },
            [output]);
        gathered.ForEach(value => value.Dispose());
        return result;
    }

    // x → q, k, v → z → the next x
    private float[] Block(int layer, CancellationToken cancellation, Action<float[]>? replace = null)
    {
        var (call, rule, shape) = (runner.Blocks[layer], Definition.Rules[layer], Definition.Shape);
        var before = call.Before.Graph.Outputs.Select(output => Fresh(Rows * output.Width)).ToArray();
        var z = Fresh(Rows * shape.Heads * shape.HeadSize); // [tokens, heads, size]
        var next = Fresh(Rows * shape.Width);

        using var xValue = Wrap(x, Rows);
        var made = before.Select(values => Wrap(values, Rows)).ToArray();
        call.Before.Run(input => Find(input, rule, xValue, null, call, made), made);

        var count = tokens.Ids.Length;
        var attention = new AttentionShape(
            batch, count, first + count, shape.Heads, shape.KeyValueHeads, shape.HeadSize, first);
        var (q, k, v) = (before[0], before[1], before[2]);
        cache?[layer].Append(q, k, v);
        var keys = cache is null ? k : cache[layer].K.Values;
        var values = cache is null ? v : cache[layer].V.Values;
        Attend.Run(q, keys, values, attention, rule, z, runner.Threads, cancellation);
        var edited = LayerEdits.Of(edits, layer);
        edited?.Apply(q, keys, values, attention, rule, z);
        replace?.Invoke(z);
        Note(layer, z);
        if (plan.Attention)
        {
            layers.Add(cache is null
                ? new LayerReading(layer, rule, Record(layer, attention, q, k, v, z), edited)
                : cache.Read(layer, Definition, runner.Norms[layer], edited));
            recorded?.Report(layers[^1]);
        }

        using var zValue = Wrap(z, Rows);
        using var nextValue = Wrap(next, Rows);
        call.After.Run(input => Find(input, rule, xValue, zValue, call, made), [nextValue]);
        Array.ForEach(made, value => value.Dispose());
        return next;
    }

    private LayerRecord Record(int layer, AttentionShape shape, float[] q, float[] k, float[] v, float[] z)
    {
        var norms = Fresh(shape.Heads * shape.Keys);
        runner.Norms[layer].Compute(v, shape, norms);
        return new LayerRecord { Shape = shape, Q = q, K = k, V = v, ValueNorms = norms, Z = plan.Z ? z : null };
    }

    private OrtValue Find(
        GraphInput input, AttentionRule rule, OrtValue xValue, OrtValue? zValue, BlockCall call, OrtValue[] made) =>
        input.Source switch
        {
            InputSource.Rotary rotary => Angles(rule.Rotary!, rotary.Sine),
            InputSource.Activation when input.Name == "x" => xValue,
            InputSource.Activation when input.Name == "z" => zValue!,
            _ => made[Carried(call, input.Name)],
        };

    private static int Carried(BlockCall call, string name) =>
        call.Before.Graph.Outputs.Select((output, index) => (output, index)).Single(pair =>
            pair.output.Name == name).index;

    private OrtValue Angles(RotaryPositions rotary, bool sine)
    {
        if (!angles.TryGetValue((rotary, sine), out var value))
        {
            var once = TokenRows.Angles(rotary, sine, first, tokens.Ids.Length);
            value = Wrap([.. Enumerable.Repeat(once, batch).SelectMany(rows => rows)], Rows);
            angles.Add((rotary, sine), value);
        }
        return value;
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
