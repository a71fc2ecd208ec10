namespace Headlight.Tokenization.Vocabularies;

/// <summary>A word's symbols as a linked list, merged with a heap: n log n for a word of any length.</summary>
internal sealed class MergeList
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> merges;
    private readonly int[] ids;
    private readonly int[] lengths;
    private readonly int[] next;
    private readonly int[] previous;
    private readonly PriorityQueue<(int At, int Left, int Right), (int Rank, int At)> open = new();

    public MergeList(
        List<(int Id, int Length)> symbols, Dictionary<(int Left, int Right), (int Rank, int Id)> merges)
    {
        this.merges = merges;
        ids = [.. symbols.Select(symbol => symbol.Id)];
        lengths = [.. symbols.Select(symbol => symbol.Length)];
        next = [.. Enumerable.Range(1, ids.Length)];
        previous = [.. Enumerable.Range(-1, ids.Length)];
    }

    public void Merge()
    {
        for (var i = 0; i + 1 < ids.Length; i++)
        {
            Offer(i);
        }
        while (open.TryDequeue(out var pair, out _))
        {
            var right = ids[pair.At] < 0 ? ids.Length : next[pair.At];
            if (right < ids.Length && ids[pair.At] == pair.Left && ids[right] == pair.Right)
            {
                Join(pair.At, right);
            }
        }
    }

    public (int, int)[] ToArray()
    {
        var result = new List<(int, int)>();
        for (var i = 0; i < ids.Length; i = next[i])
        {
            result.Add((ids[i], lengths[i]));
        }
        return [.. result];
    }

    private void Join(int left, int right)
    {
        ids[left] = merges[(ids[left], ids[right])].Id;
        lengths[left] += lengths[right];
        ids[right] = -1;
        next[left] = next[right];
        if (next[left] < ids.Length)
        {
            previous[next[left]] = left;
            Offer(left);
        }
        if (previous[left] >= 0)
        {
            Offer(previous[left]);
        }
    }

    private void Offer(int left)
    {
        var pair = (ids[left], ids[next[left]]);
        if (merges.TryGetValue(pair, out var merge))
        {
            open.Enqueue((left, pair.Item1, pair.Item2), (merge.Rank, left));
        }
    }
}
