using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>Weights of one head in two texts, cell by cell, where the tokens stand for each other.</summary>
public static class PatternDifference
{
    /// <summary>
    /// first − second, [aligned queries, aligned keys], in the order of the alignment's pairs. Weights on tokens that
    /// stand for none are in no cell: <see cref="HeadDifference.Unaligned"/> counts them.
    /// </summary>
    public static Matrix Of(HeadReading first, HeadReading second, Alignment alignment)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var (n, values) = (alignment.Pairs.Count, new float[alignment.Pairs.Count * alignment.Pairs.Count]);
        for (var row = 0; row < n; row++)
        {
            Row(first, second, alignment, alignment.Pairs[row]).CopyTo(values, row * n);
        }
        return new Matrix(values, n, n);
    }

    /// <summary>The same of one pair of queries, [aligned keys].</summary>
    public static float[] Row(
        HeadReading first, HeadReading second, Alignment alignment, (int First, int Second) queries)
    {
        var (p, q) = (first.PatternRows(queries.First, 1), second.PatternRows(queries.Second, 1));
        return [.. alignment.Pairs.Select(keys => p[keys.First] - q[keys.Second])];
    }

    /// <summary>
    /// Difference of differences: (w[A] − w[B]) in the first text minus the same in the second. Positive: the first
    /// text makes the head prefer A more than the second does.
    /// </summary>
    /// <param name="first">The head in the first text.</param>
    /// <param name="second">The head in the second text.</param>
    /// <param name="queries">Who looks, in each text.</param>
    /// <param name="keys">A and B as tokens of the first text.</param>
    /// <param name="alignment">Which tokens of the second text they are.</param>
    /// <exception cref="RequestException">A key stands for no token of the second text.</exception>
    public static double Contrast(
        HeadReading first, HeadReading second, (int First, int Second) queries, (int A, int B) keys,
        Alignment alignment)
    {
        var (p, q) = (first.PatternRows(queries.First, 1), second.PatternRows(queries.Second, 1));
        return (double)p[keys.A] - p[keys.B] - (q[Other(keys.A)] - (double)q[Other(keys.B)]);

        int Other(int key) => alignment.Pairs.Where(pair => pair.First == key).Select(pair => (int?)pair.Second)
            .FirstOrDefault() ?? throw new RequestException(
                $"Token {key} of the first text stands for none of the second, so the two cannot be compared there.");
    }
}
