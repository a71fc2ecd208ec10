namespace Headlight.Analysis;

/// <summary>How well the order of one quantity tells the order of another.</summary>
/// <param name="Value">Spearman's ρ: Pearson's correlation of the ranks, equal values sharing their mean rank.</param>
/// <param name="Low">The lower end of its 95 % interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Count">Pairs.</param>
public readonly record struct RankCorrelation(double Value, double Low, double High, int Count)
{
    /// <summary>
    /// Of pairs of numbers. The interval is Fisher's, tanh(artanh ρ ± 1.96·√((1 + ρ²/2) / (n − 3))), with the variance
    /// of Bonett and Wright 2000 (doi 10.1007/BF02294183); NaN below four pairs. All is NaN where all numbers of a
    /// side are equal, or a number is no number.
    /// </summary>
    public static RankCorrelation Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} and {second.Count} numbers are no pairs.");
        }
        var value = first.Count == 0 || first.Concat(second).Any(double.IsNaN)
            ? double.NaN : Pearson(Ranks(first), Ranks(second));
        if (first.Count < 4)
        {
            return new RankCorrelation(value, double.NaN, double.NaN, first.Count);
        }
        var half = 1.959964 * Math.Sqrt((1 + value * value / 2) / (first.Count - 3));
        var z = Math.Atanh(value);
        return new RankCorrelation(value, Math.Tanh(z - half), Math.Tanh(z + half), first.Count);
    }

    private static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && values[order[end]].Equals(values[order[start]]))
            {
                end++;
            }
            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = (start + end - 1) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    private static double Pearson(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double product = 0, squaresA = 0, squaresB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }
        return product / Math.Sqrt(squaresA * squaresB);
    }
}
