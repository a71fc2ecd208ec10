using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>How much of what a head writes comes by each link.</summary>
public static class NormShare
{
    /// <summary>
    /// weight · ‖v·W_O‖ of each key, divided by its sum over the row, [keys]; after Kobayashi et al. 2020
    /// (arXiv 2004.10102). NaN where the reading has no values, or the row is empty.
    /// </summary>
    public static double[] Of(HeadReading head, int query)
    {
        ArgumentNullException.ThrowIfNull(head);
        var row = head.PatternRows(query, 1);
        var norms = head.ValueNorms;
        var shares = new double[row.Length];
        for (var key = 0; key < row.Length; key++)
        {
            shares[key] = norms.IsEmpty ? double.NaN : (double)row[key] * norms[key];
        }
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }
}
