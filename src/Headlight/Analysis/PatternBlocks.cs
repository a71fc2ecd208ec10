using System.Numerics.Tensors;
using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>
/// The patterns of a layer's heads in blocks of tokens: means over a block's queries of sums over its keys, so that
/// rows of blocks add up as rows of the pattern do. Block b of B covers tokens ⌊b·T/B⌋ to ⌊(b+1)·T/B⌋ − 1.
/// </summary>
public sealed class PatternBlocks
{
    private const int RowsAtOnce = 64;

    private readonly int[] queryStarts, keyStarts;
    private readonly float[] shown, hidden, rescaled, parkedShares;

    private PatternBlocks(int heads, int blocks, int queries, int keys)
    {
        (Heads, Count) = (heads, blocks);
        (queryStarts, keyStarts) = (Starts(queries, blocks), Starts(keys, blocks));
        shown = new float[heads * blocks * blocks];
        hidden = new float[shown.Length];
        rescaled = new float[shown.Length];
        parkedShares = new float[heads];
    }

    public int Heads { get; }

    /// <summary>Blocks in a row and in a column.</summary>
    public int Count { get; }

    /// <summary>Blocks with weight on parked keys as it is, [heads, blocks, blocks].</summary>
    public ReadOnlySpan<float> Shown => shown;

    /// <summary>Blocks where weight on parked keys counts 0, [heads, blocks, blocks].</summary>
    public ReadOnlySpan<float> Hidden => hidden;

    /// <summary>
    /// As hidden, each row divided by what remains of it before the mean; a row with nothing left stays 0.
    /// </summary>
    public ReadOnlySpan<float> Rescaled => rescaled;

    /// <summary>By head, the share of all weight that lies on parked keys.</summary>
    public ReadOnlySpan<float> ParkedShares => parkedShares;

    /// <summary>Pools the heads of a layer, several at once, holding a few rows of each at a time.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="parked">Keys that are parked, see <see cref="ParkedTokens"/>.</param>
    /// <param name="blocks">How many blocks, at most as many as tokens.</param>
    /// <param name="cancellation">Stops between heads.</param>
    public static PatternBlocks Of(
        LayerReading layer, IReadOnlyList<int> parked, int blocks, CancellationToken cancellation = default)
    {
        var shape = layer.Record.Shape;
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blocks, Math.Min(shape.Queries, shape.Keys));
        var pooled = new PatternBlocks(shape.Heads, blocks, shape.Queries, shape.Keys);
        var options = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        Parallel.For(0, shape.Heads, options, head => pooled.Pool(layer.Heads[head], parked));
        return pooled;
    }

    private static int[] Starts(int tokens, int blocks) =>
        [.. Enumerable.Range(0, blocks + 1).Select(block => (int)((long)block * tokens / blocks))];

    private void Pool(HeadReading head, IReadOnlyList<int> parked)
    {
        var (queries, keys) = (queryStarts[^1], keyStarts[^1]);
        var rows = new float[Math.Min(RowsAtOnce, queries) * keys];
        var sums = new Sums(Count);
        var (all, onParked, block) = (0.0, 0.0, 0);
        for (var query = 0; query < queries; query++)
        {
            var inTile = query % RowsAtOnce;
            if (inTile == 0)
            {
                var count = Math.Min(RowsAtOnce, queries - query);
                head.CopyRows(query, count, rows.AsSpan(0, count * keys));
            }
            var (whole, away) = Add(rows.AsSpan(inTile * keys, keys), parked, sums);
            (all, onParked) = (all + whole, onParked + away);
            if (query + 1 == queryStarts[block + 1])
            {
                Write(sums, (head.Index * Count + block) * Count, query + 1 - queryStarts[block]);
                block++;
            }
        }
        parkedShares[head.Index] = (float)(onParked / all);
    }

    // One row into the sums of its block; the row loses its parked weight on the way.
    private (double All, double OnParked) Add(Span<float> row, IReadOnlyList<int> parked, Sums sums)
    {
        var all = 0.0;
        for (var block = 0; block < Count; block++)
        {
            var sum = TensorPrimitives.Sum<float>(row[keyStarts[block]..keyStarts[block + 1]]);
            sums.Shown[block] += sum;
            all += sum;
        }
        var away = 0.0;
        foreach (var key in parked)
        {
            away += row[key];
            row[key] = 0;
        }
        var left = (double)TensorPrimitives.Sum<float>(row);
        for (var block = 0; block < Count; block++)
        {
            var sum = TensorPrimitives.Sum<float>(row[keyStarts[block]..keyStarts[block + 1]]);
            sums.Hidden[block] += sum;
            sums.Rescaled[block] += left == 0 ? 0 : sum / left;
        }
        return (all, away);
    }

    private void Write(Sums sums, int start, int queries)
    {
        for (var block = 0; block < Count; block++)
        {
            shown[start + block] = (float)(sums.Shown[block] / queries);
            hidden[start + block] = (float)(sums.Hidden[block] / queries);
            rescaled[start + block] = (float)(sums.Rescaled[block] / queries);
        }
        sums.Clear();
    }

    private sealed class Sums(int blocks)
    {
        public double[] Shown { get; } = new double[blocks];

        public double[] Hidden { get; } = new double[blocks];

        public double[] Rescaled { get; } = new double[blocks];

        public void Clear()
        {
            Array.Clear(Shown);
            Array.Clear(Hidden);
            Array.Clear(Rescaled);
        }
    }
}
