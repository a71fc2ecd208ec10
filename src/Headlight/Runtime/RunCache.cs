using Headlight.Attention;
using Headlight.Graphs;
using Headlight.Readings;

namespace Headlight.Runtime;

/// <summary>
/// What the tokens so far left behind in every layer, so that later ones of a model that looks back only need not
/// compute it again. It grows by the tokens of each run.
/// </summary>
internal sealed class RunCache
{
    private readonly LayerCache[] layers;
    private readonly GrowingRows hidden;

    public RunCache(ModelDefinition definition)
    {
        var shape = definition.Shape;
        layers = [.. Enumerable.Range(0, shape.Layers).Select(_ => new LayerCache(
            new GrowingRows(shape.Heads * shape.HeadSize), new GrowingRows(shape.KeyValueHeads * shape.HeadSize),
            new GrowingRows(shape.KeyValueHeads * shape.HeadSize)))];
        hidden = new GrowingRows(shape.Width);
    }

    /// <summary>Tokens that have gone through all layers.</summary>
    public int Tokens => hidden.Rows;

    /// <summary>[tokens, width], after the final norm where there is one.</summary>
    public ReadOnlySpan<float> Hidden => hidden.Values;

    public LayerCache this[int layer] => layers[layer];

    /// <summary>The first tokens of a reading, as if they had just been run.</summary>
    public static RunCache From(ModelDefinition definition, Reading reading, int tokens)
    {
        var cache = new RunCache(definition);
        for (var layer = 0; layer < cache.layers.Length; layer++)
        {
            var record = reading.Layers[layer].Record;
            cache[layer].Append(First(record.Q!), First(record.K!), First(record.V!));
        }
        cache.Finish(First(reading.Hidden!.Memory.Span));
        return cache;

        ReadOnlySpan<float> First(ReadOnlySpan<float> rows) => rows[..(rows.Length / reading.Tokens.Count * tokens)];
    }

    /// <summary>Ends a run: the hidden states of its tokens.</summary>
    public void Finish(ReadOnlySpan<float> rows) => hidden.Append(rows);

    /// <summary>A layer as a reading of all tokens so far has it.</summary>
    public LayerReading Read(int layer, ModelDefinition definition, OutputNorms norms, LayerEdits? edits)
    {
        var shape = definition.Shape;
        var (q, k, v) = (layers[layer].Q, layers[layer].K, layers[layer].V);
        var attention = new AttentionShape(1, q.Rows, k.Rows, shape.Heads, shape.KeyValueHeads, shape.HeadSize);
        var values = v.Values.ToArray();
        var sizes = new float[shape.Heads * k.Rows];
        norms.Compute(values, attention, sizes);
        return new LayerReading(layer, definition.Rules[layer], new LayerRecord
        {
            Shape = attention,
            Q = q.Values.ToArray(),
            K = k.Values.ToArray(),
            V = values,
            ValueNorms = sizes,
        }, edits);
    }
}

/// <summary>Queries, keys and values of one layer, token-major.</summary>
internal sealed record LayerCache(GrowingRows Q, GrowingRows K, GrowingRows V)
{
    public void Append(ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v)
    {
        Q.Append(q);
        K.Append(k);
        V.Append(v);
    }
}

/// <summary>Rows of one width in one array that grows by doubling.</summary>
internal sealed class GrowingRows(int width)
{
    private float[] values = [];

    public int Rows { get; private set; }

    public ReadOnlySpan<float> Values => values.AsSpan(0, Rows * width);

    public void Append(ReadOnlySpan<float> rows)
    {
        var needed = Rows * width + rows.Length;
        if (needed > values.Length)
        {
            Array.Resize(ref values, Math.Max(needed, 2 * values.Length));
        }
        rows.CopyTo(values.AsSpan(Rows * width));
        Rows += rows.Length / width;
    }
}
