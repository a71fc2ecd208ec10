namespace Headlight.Attention;

/// <summary>One call of <see cref="Attend.Run"/>, split over (batch, key-value head, query tile).</summary>
internal sealed unsafe class AttendJob : IDisposable
{
    // Below this many multiplications a second thread takes longer to wake than it saves. To fetch a key and a value
    // takes as long as many of them.
    private const long SmallWork = 4_000_000;
    private const double Fetch = 32;

    private readonly AttentionShape _shape;
    private readonly AttentionRule _rule;
    private readonly float* _q, _k, _v, _z;
    private readonly Scratch _memory;
    private readonly long _keysSize, _packedSize;
    private readonly int _tileQueries, _tiles;
    private readonly (Panels Keys, Panels Values)[] _packed; // [batch · key-value heads]

    public AttendJob(AttentionShape shape, AttentionRule rule, float* q, float* k, float* v, float* z)
    {
        _shape = shape;
        _rule = rule;
        _q = q;
        _k = k;
        _v = v;
        _z = z;
        _tileQueries = Math.Clamp(PatternTile.GoodRows / shape.Group, 1, Math.Max(1, shape.Queries));
        _tiles = (shape.Queries + _tileQueries - 1) / _tileQueries;
        // The only tile of a head packs its keys itself.
        _keysSize = _tiles == 1 ? 0 : PackedHead.KeysSize(shape.Keys, shape.HeadSize);
        _packedSize = _keysSize + PackedHead.ValuesSize(shape.Keys, shape.HeadSize);
        _packed = new (Panels, Panels)[shape.Batch * shape.KeyValueHeads];
        _memory = new Scratch(_packedSize * _packed.Length);
    }

    public void Dispose() => _memory.Dispose();

    public void Run(int threads, CancellationToken cancellation)
    {
        var work = 2.0 * _shape.QuerySize * _shape.Keys + Fetch * _shape.KeySize;
        var workers = work < SmallWork ? 1 : threads;
        var heads = _packed.Length;
        Share(heads, workers, take =>
        {
            while (take() is var head && head >= 0)
            {
                Pack(head);
            }
        }, cancellation);
        // Late tiles see the most keys where attention is causal: they go first.
        Share(heads * _tiles, workers, take =>
        {
            using var tile = new PatternTile(_shape, _rule, _tileQueries * _shape.Group);
            while (take() is var unit && unit >= 0)
            {
                Attend(tile, unit % heads, _tiles - 1 - unit / heads);
            }
        }, cancellation);
    }

    // Every worker takes the next unit when it is free; no result depends on who takes what.
    private static void Share(
        int units, int workers, Action<Func<int>> worker, CancellationToken cancellation)
    {
        var next = -1;
        int Take() => !cancellation.IsCancellationRequested && Interlocked.Increment(ref next) is var unit
            && unit < units ? unit : -1;
        workers = Math.Min(workers, units);
        if (workers <= 1)
        {
            worker(Take);
        }
        else
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = workers };
            Parallel.For(0, workers, options, _ => worker(Take));
        }
        cancellation.ThrowIfCancellationRequested();
    }

    private void Pack(int head)
    {
        var memory = _memory.Start + head * (nint)_packedSize;
        if (_tiles > 1)
        {
            _packed[head].Keys = new PackedHead(memory, _shape.Keys, _shape.HeadSize)
                .PackKeys(_k + Offset(head), _shape.KeyStride);
        }
        _packed[head].Values = new PackedHead(memory + _keysSize, _shape.Keys, _shape.HeadSize)
            .PackValues(_v + Offset(head), _shape.KeyStride);
    }

    private void Attend(PatternTile tile, int head, int index)
    {
        var first = index * _tileQueries;
        var rows = new TileRows(
            head / _shape.KeyValueHeads, head % _shape.KeyValueHeads * _shape.Group, _shape.Group,
            first, Math.Min(_tileQueries, _shape.Queries - first));
        if (_tiles > 1)
        {
            tile.Score(rows, _q, _packed[head].Keys);
        }
        else
        {
            tile.Score(rows, _q, _k + Offset(head));
        }
        tile.Softmax();
        tile.Mix(_packed[head].Values, _z);
    }

    // Where a head's keys and values lie.
    private nint Offset(int head) => _shape.KeyOffset(head / _shape.KeyValueHeads, head % _shape.KeyValueHeads);
}
