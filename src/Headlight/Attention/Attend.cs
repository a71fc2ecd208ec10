namespace Headlight.Attention;

/// <summary>
/// The attention of every family: pattern = softmax(rule(q·k)), z = pattern·v, in tiles of queries, so that
/// memory does not grow with the square of the tokens. <see cref="Run"/>, <see cref="Pattern"/> and
/// <see cref="Scores"/> are the same code, and each row's bits depend on its query, the keys and values it
/// sees and the rule alone: not on tiles, threads or where the arrays lie. A query that sees no key has a
/// pattern and a z of zeros. A NaN spreads to the rows that see it and no further.
/// </summary>
internal static unsafe class Attend
{
    /// <summary>z [batch, queries, heads, headSize] of all heads, by at most this many threads.</summary>
    public static void Run(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, ReadOnlySpan<float> v, AttentionShape shape,
        AttentionRule rule, Span<float> z, int threads = 1, CancellationToken cancellation = default)
    {
        shape.Check(rule);
        AttentionShape.CheckLength(nameof(q), q.Length, shape.QuerySize);
        AttentionShape.CheckLength(nameof(k), k.Length, shape.KeySize);
        AttentionShape.CheckLength(nameof(v), v.Length, shape.KeySize);
        AttentionShape.CheckLength(nameof(z), z.Length, shape.QuerySize);
        fixed (float* pq = q, pk = k, pv = v, pz = z)
        {
            using var job = new AttendJob(shape, rule, pq, pk, pv, pz);
            job.Run(threads, cancellation);
        }
    }

    /// <summary>
    /// Rows [count, keys] of one head's pattern, the bits that <see cref="Run"/> mixes the values with;
    /// masked keys have weight 0.
    /// </summary>
    public static void Pattern(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, AttentionShape shape, AttentionRule rule,
        int batch, int head, int firstQuery, int count, Span<float> rows) =>
        Rows(q, k, shape, rule, new TileRows(batch, head, 1, firstQuery, count), rows, softmax: true);

    /// <summary>
    /// Rows [count, keys] of one head's scaled, capped and biased scores before the softmax; −∞ where masked.
    /// </summary>
    public static void Scores(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, AttentionShape shape, AttentionRule rule,
        int batch, int head, int firstQuery, int count, Span<float> rows) =>
        Rows(q, k, shape, rule, new TileRows(batch, head, 1, firstQuery, count), rows, softmax: false);

    private static void Rows(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, AttentionShape shape, AttentionRule rule,
        TileRows wanted, Span<float> rows, bool softmax)
    {
        shape.Check(rule);
        AttentionShape.CheckLength(nameof(q), q.Length, shape.QuerySize);
        AttentionShape.CheckLength(nameof(k), k.Length, shape.KeySize);
        AttentionShape.CheckLength(nameof(rows), rows.Length, (long)wanted.Queries * shape.Keys);
        CheckRows(shape, wanted);
        using var memory = new Scratch(PackedHead.KeysSize(shape.Keys, shape.HeadSize));
        using var tile = new PatternTile(shape, rule, Math.Min(wanted.Queries, PatternTile.GoodRows));
        fixed (float* pq = q, pk = k)
        {
            var keys = new PackedHead(memory.Start, shape.Keys, shape.HeadSize).PackKeys(
                pk + shape.KeyOffset(wanted.Batch, wanted.FirstHead / shape.Group), shape.KeyStride);
            for (var done = 0; done < wanted.Queries; done += PatternTile.GoodRows)
            {
                var count = Math.Min(PatternTile.GoodRows, wanted.Queries - done);
                tile.Score(wanted with { FirstQuery = wanted.FirstQuery + done, Queries = count }, pq, keys);
                if (softmax)
                {
                    tile.Softmax();
                }
                tile.CopyRows(
                    rows.Slice(done * shape.Keys, count * shape.Keys), softmax ? 0 : float.NegativeInfinity);
            }
        }
    }

    private static void CheckRows(AttentionShape shape, TileRows wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wanted.Batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(wanted.Batch, shape.Batch);
        ArgumentOutOfRangeException.ThrowIfNegative(wanted.FirstHead);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(wanted.FirstHead, shape.Heads);
        ArgumentOutOfRangeException.ThrowIfNegative(wanted.FirstQuery);
        ArgumentOutOfRangeException.ThrowIfNegative(wanted.Queries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(wanted.Queries, shape.Queries - wanted.FirstQuery);
    }
}
