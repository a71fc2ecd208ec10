namespace Headlight.Analysis;

/// <summary>The measures of single rows, with their formulas: A is the pattern, i the query, j a key.</summary>
internal static class RowMeasures
{
    public static IEnumerable<RowMeasure> For(MeasuredText text)
    {
        if (!text.LooksAtItself)
        {
            return [Spread(text)];
        }
        List<RowMeasure> measures =
        [
            new("previous", "mean weight on the token just before", (row, i) => Weight(text, row, i - 1))
            {
                Queries = i => i > 0,
            },
        ];
        if (!text.Causal)
        {
            measures.Add(new("next", "mean weight on the token just after", (row, i) => Weight(text, row, i + 1))
            {
                Queries = i => i + 1 < text.Keys,
            });
        }
        measures.Add(new("itself", "mean weight on the token itself", (row, i) => Weight(text, row, i)));
        measures.Add(new("first", "mean weight on the first token", (row, _) => row[0]) { WithParked = true });
        if (text.Separators.Count > 0)
        {
            measures.Add(new("separator", "mean weight on separators",
                (row, _) => Sum(row, text.Separators.Contains))
            { WithParked = true });
        }
        measures.Add(SameWord(text));
        if (text.HasPair)
        {
            measures.Add(new("other-sentence", "mean weight that crosses to the other text",
                (row, i) => Sum(row, j => text.OtherSentence(i, j))));
        }
        measures.Add(Spread(text));
        measures.Add(new("distance", "mean number of tokens looked back or ahead, Σ|i−j|·A[i,j]", (row, i) =>
            Distance(text, row, i)));
        return measures;
    }

    private static RowMeasure SameWord(MeasuredText text) => new(
        "same-word", "mean weight on other occurrences of the same word, over tokens that have one",
        (row, i) => Sum(row, j => j != i && !text.IsParkedKey(j) && text.SameWord(i, j)))
    {
        Queries = i => Enumerable.Range(0, text.Causal ? i : text.Keys)
            .Any(j => j != i && !text.IsParkedKey(j) && text.SameWord(i, j)),
    };

    private static RowMeasure Spread(MeasuredText text) => new(
        "spread", "entropy divided by its maximum, ln of the keys in sight: 0 is one token, 1 all alike",
        (row, i) => Entropy(text, row) / Math.Log(text.Visible(row, i)));

    private static double Entropy(MeasuredText text, ReadOnlySpan<float> row)
    {
        var entropy = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            if (float.IsNaN(row[j]))
            {
                return double.NaN;
            }
            entropy -= row[j] > 0 && !text.IsParkedKey(j) ? row[j] * Math.Log(row[j]) : 0;
        }
        return entropy;
    }

    private static double Distance(MeasuredText text, ReadOnlySpan<float> row, int query)
    {
        var distance = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            distance += text.IsParkedKey(j) ? 0 : Math.Abs(query - j) * (double)row[j];
        }
        return distance;
    }

    private static double Weight(MeasuredText text, ReadOnlySpan<float> row, int key) =>
        text.IsParkedKey(key) ? 0 : row[key];

    private static double Sum(ReadOnlySpan<float> row, Func<int, bool> counts)
    {
        var sum = 0.0;
        for (var j = 0; j < row.Length; j++)
        {
            sum += counts(j) ? row[j] : 0;
        }
        return sum;
    }
}
