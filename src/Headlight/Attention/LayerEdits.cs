using System.Numerics.Tensors;

namespace Headlight.Attention;

/// <summary>The edits of one layer, in the order in which they are applied.</summary>
internal sealed class LayerEdits
{
    private readonly int layer;
    private readonly IReadOnlyList<Edit> patterns;
    private readonly IReadOnlyList<Edit> outputs;
    private readonly IReadOnlyList<ReplaceSite> sites;

    private LayerEdits(int layer, IReadOnlyList<Edit> edits)
    {
        this.layer = layer;
        patterns = [.. edits.Where(edit => edit is TakePatterns or ForceLink or CutLinks)];
        outputs = [.. edits.Where(edit => edit is MeanHeads or ScaleHeads).OrderBy(edit => edit is ScaleHeads)];
        sites = [.. edits.OfType<ReplaceSite>()];
    }

    /// <summary>Whether any head's pattern differs from what q, k and the rule give.</summary>
    public bool ChangesPatterns => patterns.Count > 0;

    /// <summary>Null where the layer is not edited.</summary>
    public static LayerEdits? Of(IEnumerable<Edit> edits, int layer)
    {
        var own = edits.Where(edit => (edit.Heads.Layer ?? layer) == layer).ToArray();
        return own.Length > 0 ? new LayerEdits(layer, own) : null;
    }

    /// <summary>Changes q, k and v of a run's rows, token-major, the first of which stands at a position.</summary>
    public void ChangeInputs(Span<float> q, Span<float> k, Span<float> v, AttentionShape shape)
    {
        Replace(Site.Q, q, shape.Heads, shape);
        Replace(Site.K, k, shape.KeyValueHeads, shape);
        Replace(Site.V, v, shape.KeyValueHeads, shape);
    }

    /// <summary>Changes z, [queries, heads, size], of a run; q of its queries, k and v of all keys.</summary>
    public void Apply(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, AttentionShape shape, AttentionRule rule,
        Span<float> z)
    {
        for (var head = 0; head < shape.Heads; head++)
        {
            if (patterns.Any(edit => edit.Heads.Includes(layer, head)))
            {
                Mix(q, k, v, shape, rule, head, z);
            }
            foreach (var edit in outputs.Where(edit => edit.Heads.Includes(layer, head)))
            {
                for (var query = 0; query < shape.Queries; query++)
                {
                    Output(edit, head, z.Slice((query * shape.Heads + head) * shape.HeadSize, shape.HeadSize));
                }
            }
        }
        Replace(Site.Z, z, shape.Heads, shape);
    }

    /// <summary>Changes the residual stream after the block, [queries, width].</summary>
    public void ChangeOutput(Span<float> x, AttentionShape shape) => Replace(Site.Output, x, 1, shape);

    /// <summary>Changes rows [count, keys] of a head's pattern, the first of which is a query's position.</summary>
    public void Apply(int head, int first, int keys, Span<float> rows)
    {
        var own = patterns.Where(edit => edit.Heads.Includes(layer, head)).ToArray();
        for (var row = 0; row < rows.Length / Math.Max(1, keys); row++)
        {
            PatternEdits.Change(rows.Slice(row * keys, keys), own, layer, head, first + row);
        }
    }

    // Rows that no edit changes keep the bits that the run gave them.
    private void Mix(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, AttentionShape shape, AttentionRule rule,
        int head, Span<float> z)
    {
        var rows = new float[shape.Queries * shape.Keys];
        Attend.Pattern(q, k, shape, rule, 0, head, 0, shape.Queries, rows);
        var edited = rows.ToArray();
        Apply(head, shape.FirstQuery, shape.Keys, edited);
        for (var query = 0; query < shape.Queries; query++)
        {
            var weights = edited.AsSpan(query * shape.Keys, shape.Keys);
            if (weights.SequenceEqual(rows.AsSpan(query * shape.Keys, shape.Keys)))
            {
                continue;
            }
            var target = z.Slice((query * shape.Heads + head) * shape.HeadSize, shape.HeadSize);
            target.Clear();
            for (var key = 0; key < shape.Keys; key++)
            {
                if (weights[key] != 0)
                {
                    var at = (int)(shape.KeyOffset(0, head / shape.Group) + key * shape.KeyStride);
                    TensorPrimitives.MultiplyAdd(v.Slice(at, shape.HeadSize), weights[key], target, target);
                }
            }
        }
    }

    // rows: [queries, heads, size], the first at shape.FirstQuery; tokens outside of them are another run's.
    private void Replace(Site site, Span<float> rows, int heads, AttentionShape shape)
    {
        var (width, size) = (rows.Length / shape.Queries, rows.Length / shape.Queries / heads);
        foreach (var edit in sites.Where(edit => edit.Site == site))
        {
            for (var i = 0; i < edit.Tokens.Count; i++)
            {
                var row = edit.Tokens[i] - shape.FirstQuery;
                if (row >= 0 && row < shape.Queries)
                {
                    edit.Values[i].CopyTo(rows[(row * width + (edit.Heads.Head ?? 0) * size)..]);
                }
            }
        }
    }

    private void Output(Edit edit, int head, Span<float> z)
    {
        if (edit is MeanHeads mean)
        {
            mean.Means[(layer, head)].CopyTo(z);
        }
        else if (edit is ScaleHeads { Factor: not 1 } scale)
        {
            TensorPrimitives.Multiply(z, scale.Factor, z);
        }
    }
}
