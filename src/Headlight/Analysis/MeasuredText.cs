using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>
/// What measures need to know of a text: which tokens are parked, which are the same word, which sentence.
/// </summary>
internal sealed class MeasuredText
{
    private readonly bool[] parked;
    private readonly string[] words;
    private readonly AttentionSet set;

    public MeasuredText(AttentionSet set)
    {
        this.set = set;
        Causal = set.Layers.Any(layer => layer.Causal);
        parked = ParkedTokens.Flags(set.Keys, Causal);
        words = [.. set.Keys.Select(token => token.Text.Trim().ToLowerInvariant())];
        Separators = Causal ? new HashSet<int>() : set.Keys
            .Where(token => token.Source == TokenSource.Added && token.Index > 0).Select(token => token.Index)
            .ToHashSet();
    }

    /// <summary>Queries see no later keys.</summary>
    public bool Causal { get; }

    /// <summary>Queries and keys are the same tokens.</summary>
    public bool LooksAtItself => ReferenceEquals(set.Queries, set.Keys);

    /// <summary>Positions of separators.</summary>
    public IReadOnlySet<int> Separators { get; }

    public bool HasPair => set.Keys.Any(token => token.Source == TokenSource.Pair);

    public int Keys => set.Keys.Count;

    public bool IsParked(int token) => LooksAtItself && parked[token];

    public bool IsParkedKey(int key) => parked[key];

    public bool SameWord(int a, int b) => words[a].Length > 0 && words[a] == words[b];

    public bool OtherSentence(int a, int b) => set.Keys[a].Source != set.Keys[b].Source
        && set.Keys[a].Source != TokenSource.Added && set.Keys[b].Source != TokenSource.Added;

    /// <summary>The largest weight on a key that is neither parked, nor the query, nor the token before it.</summary>
    public double LargestElsewhere(ReadOnlySpan<float> row, int query) =>
        KeyElsewhere(row, query) is { } key ? row[key] : 0;

    /// <summary>The key of that weight; null where there is none.</summary>
    public int? KeyElsewhere(ReadOnlySpan<float> row, int query)
    {
        var (largest, found) = (0f, (int?)null);
        for (var key = 0; key < row.Length; key++)
        {
            if (row[key] > largest && !parked[key] && key != query && key != query - 1)
            {
                (largest, found) = (row[key], key);
            }
        }
        return found;
    }

    /// <summary>How many keys a query sees.</summary>
    public int Visible(ReadOnlySpan<float> row, int query) => Causal && LooksAtItself ? query + 1 : row.Length;

    /// <summary>The pattern of a head that looks at all it may see alike.</summary>
    public Matrix Uniform(AttentionRule rule)
    {
        var pattern = new float[set.Queries.Count * Keys];
        for (var query = 0; query < set.Queries.Count; query++)
        {
            var (first, end) = rule.VisibleKeys(query, Keys);
            pattern.AsSpan(query * Keys + first, end - first).Fill(1f / (end - first));
        }
        return new Matrix(pattern, set.Queries.Count, Keys);
    }
}
