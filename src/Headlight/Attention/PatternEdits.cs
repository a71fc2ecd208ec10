using System.Numerics.Tensors;

namespace Headlight.Attention;

/// <summary>Edits of one row of a pattern: taken over, then forced, then cut.</summary>
internal static class PatternEdits
{
    /// <summary>Changes the row of one query, [keys].</summary>
    public static void Change(Span<float> row, IReadOnlyList<Edit> edits, int layer, int head, int query)
    {
        foreach (var take in edits.OfType<TakePatterns>())
        {
            if (query >= take.First && query < take.Tokens)
            {
                take.Patterns[(layer, head)].AsSpan(query * take.Tokens, take.Tokens).CopyTo(row);
            }
        }
        foreach (var force in edits.OfType<ForceLink>().Where(force => force.Query == query))
        {
            Force(row, force.Key, force.Weight);
        }
        Cut(row, [.. edits.OfType<CutLinks>().Where(cut => cut.Queries?.Contains(query) ?? true)]);
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
}
