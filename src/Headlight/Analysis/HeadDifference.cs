using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>How differently one head looks in two texts.</summary>
/// <param name="Layer">The head's layer.</param>
/// <param name="Head">The head.</param>
/// <param name="Divergence">
/// Jensen–Shannon divergence of the rows in bits, 0 to 1, mean over the queries that stand for each other. Weight on
/// tokens that stand for none counts as one more key in each text.
/// </param>
/// <param name="Variation">Half the sum of absolute differences of the rows, 0 to 1, the same mean.</param>
/// <param name="Unaligned">Share of the weight, of both texts, on tokens that stand for none.</param>
public readonly record struct HeadDifference(
    int Layer, int Head, double Divergence, double Variation, double Unaligned)
{
    /// <summary>`L9H3`</summary>
    public string Name => $"L{Layer}H{Head}";

    /// <summary>Every head of two readings by the same model.</summary>
    /// <param name="first">The first reading.</param>
    /// <param name="second">The second reading.</param>
    /// <param name="alignment">Which tokens stand for each other.</param>
    /// <param name="queries">Pairs of queries to compare; null: all that stand for each other.</param>
    /// <exception cref="RequestException">The readings are by different models.</exception>
    public static IReadOnlyList<HeadDifference> Of(
        Reading first, Reading second, Alignment alignment, IReadOnlyList<(int First, int Second)>? queries = null)
    {
        if (first.Layers.Count != second.Layers.Count || first.Model.Heads != second.Model.Heads)
        {
            throw new RequestException(
                $"{first.Model.Name} and {second.Model.Name} have different heads: compare readings by one model.");
        }
        var pairs = first.Layers.Zip(second.Layers).SelectMany(layers => layers.First.Heads.Zip(layers.Second.Heads));
        return [.. pairs.Select(heads => Compare(heads.First, heads.Second, alignment, queries ?? alignment.Pairs))];
    }

    private static HeadDifference Compare(
        HeadReading a, HeadReading b, Alignment alignment, IReadOnlyList<(int First, int Second)> queries)
    {
        double divergence = 0, variation = 0, unaligned = 0;
        foreach (var (i, j) in queries)
        {
            var (p, q) = (a.PatternRows(i, 1), b.PatternRows(j, 1));
            var (onlyP, onlyQ) = (Sum(p, alignment.OnlyFirst), Sum(q, alignment.OnlySecond));
            var (bits, half) = (Half(onlyP, 0) + Half(onlyQ, 0), onlyP + onlyQ);
            foreach (var (k, l) in alignment.Pairs)
            {
                bits += Half(p[k], q[l]);
                half += Math.Abs(p[k] - q[l]);
            }
            divergence += bits;
            variation += half / 2;
            unaligned += (onlyP + onlyQ) / 2;
        }
        var n = Math.Max(1, queries.Count);
        return new HeadDifference(a.Layer.Index, a.Index, divergence / n, variation / n, unaligned / n);
    }

    // One key's part of JSD: ½ p log2(p/m) + ½ q log2(q/m), m = (p + q) / 2.
    private static double Half(double p, double q)
    {
        var mean = (p + q) / 2;
        return (Part(p, mean) + Part(q, mean)) / 2;
    }

    private static double Part(double p, double mean) => p > 0 ? p * Math.Log2(p / mean) : 0;

    private static double Sum(float[] row, IReadOnlyList<int> keys)
    {
        var sum = 0.0;
        foreach (var key in keys)
        {
            sum += row[key];
        }
        return sum;
    }
}
