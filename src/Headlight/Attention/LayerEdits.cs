using System.Numerics.Tensors;

namespace Headlight.Attention;

/// <summary>The edits of one layer, in the order in which they are applied.</summary>
internal sealed class LayerEdits
{
    private readonly int layer;
    private readonly IReadOnlyList<Edit> patterns;
    private readonly IReadOnlyList<Edit> outputs;

    private LayerEdits(int layer, IEnumerable<Edit> edits)
    {
        this.layer = layer;
        var ordered = edits.OrderBy(Order).ToList();
        patterns = [.. ordered.Where(edit => Order(edit) < 3)];
        outputs = [.. ordered.Where(edit => Order(edit) >= 3)];
    }

    /// <summary>Whether any head's pattern differs from what q, k and the rule give.</summary>
    public bool ChangesPatterns => patterns.Count > 0;

    /// <summary>Null where the layer is not edited.</summary>
    public static LayerEdits? Of(IEnumerable<Edit> edits, int layer)
    {
        var own = edits.Where(edit => (edit.Heads.Layer ?? layer) == layer).ToArray();
        return own.Length > 0 ? new LayerEdits(layer, own) : null;
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
    }

    /// <summary>Changes rows [count, keys] of a head's pattern, the first of which is a query's position.</summary>
    public void Apply(int head, int first, int keys, Span<float> rows)
    {
        var own = patterns.Where(edit => edit.Heads.Includes(layer, head)).ToArray();
        for (var row = 0; row < rows.Length / Math.Max(1, keys); row++)
        {
            var weights = rows.Slice(row * keys, keys);
            foreach (var edit in own)
            {
                Pattern(edit, head, first + row, weights);
            }
            Cut(weights, [.. own.OfType<CutLinks>().Where(cut => cut.Queries?.Contains(first + row) ?? true)]);
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

    private void Pattern(Edit edit, int head, int query, Span<float> row)
    {
        switch (edit)
        {
            case TakePatterns take when query < take.Tokens:
                take.Patterns[(layer, head)].AsSpan(query * take.Tokens, take.Tokens).CopyTo(row);
                break;
            case ForceLink force when query == force.Query:
                Force(row, force.Key, force.Weight);
                break;
        }
    }

    // All cuts of a row at once, so that their order is no matter; a row that loses nothing keeps its bits.
    private static void Cut(Span<float> row, CutLinks[] cuts)
    {
        var renormalise = false;
        foreach (var key in cuts.Where(cut => cut.Renormalise).SelectMany(cut => cut.Keys))
        {
            renormalise |= row[key] != 0;
        }
        foreach (var key in cuts.SelectMany(cut => cut.Keys))
        {
            row[key] = 0;
        }
        Renormalise(row, renormalise ? 1 : 0);
    }

    private static void Force(Span<float> row, int key, float weight)
    {
        row[key] = 0;
        if (weight == 1)
        {
            row.Clear();
        }
        Renormalise(row, 1 - weight);
        row[key] = weight;
    }

    // To this sum; 0 leaves the row as it is, and so does an empty row.
    private static void Renormalise(Span<float> row, float wanted)
    {
        var sum = 0.0;
        foreach (var weight in row)
        {
            sum += weight;
        }
        if (wanted != 0 && sum > 0)
        {
            TensorPrimitives.Multiply(row, (float)(wanted / sum), row);
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

    private static int Order(Edit edit) => edit switch
    {
        TakePatterns => 0,
        ForceLink => 1,
        CutLinks => 2,
        MeanHeads => 3,
        _ => 4,
    };
}
