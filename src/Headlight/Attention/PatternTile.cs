namespace Headlight.Attention;

/// <summary>Which rows a tile holds: some queries × some heads that share a key-value head.</summary>
internal readonly record struct TileRows(int Batch, int FirstHead, int Heads, int FirstQuery, int Queries)
{
    public int Count => Heads * Queries;
    public int Head(int row) => FirstHead + row % Heads;
    public int Query(int row) => FirstQuery + row / Heads;
}

/// <summary>
/// One worker's memory for a tile of pattern rows, and the steps through it: scores, weights, z.
/// Rows are ordered by query, then head, so that neighbours see nearly the same keys.
/// </summary>
internal sealed unsafe class PatternTile : IDisposable
{
    /// <summary>A good number of rows: each panel of keys is used often, all rows fit the cache.</summary>
    public const int GoodRows = 48;

    private const int Lanes = MatrixKernel.Lanes, BlockRows = MatrixKernel.BlockRows;
    private const int PanelKeys = 4 * Lanes;

    private readonly AttentionShape _shape;
    private readonly AttentionRule _rule;
    private readonly Scratch _scratch;
    private readonly float* _patterns; // [rows, keys]
    private readonly float* _mixed; // [rows, padded headSize]
    private readonly float* _queries; // [rows, headSize]
    private readonly float* _panel; // keys packed for this tile alone
    private readonly nint _stride;
    private readonly int _paddedSize;
    private readonly (int First, int End)[] _visible; // of each row
    private readonly (int First, int End)[] _common; // keys that every row of a block sees
    private TileRows _rows;

    public PatternTile(AttentionShape shape, AttentionRule rule, int maxRows)
    {
        _shape = shape;
        _rule = rule;
        _stride = (PackedHead.Groups(shape.Keys) + 1) * Lanes; // one more, lest rows share cache sets
        _paddedSize = PackedHead.Groups(shape.HeadSize) * Lanes;
        _scratch = new Scratch(
            maxRows * (_stride + 2 * _paddedSize) + PackedHead.KeysSize(PanelKeys, shape.HeadSize));
        _patterns = _scratch.Start;
        _mixed = _patterns + maxRows * _stride;
        _queries = _mixed + maxRows * _paddedSize;
        _panel = _queries + maxRows * _paddedSize;
        _visible = new (int, int)[maxRows];
        _common = new (int, int)[(maxRows + BlockRows - 1) / BlockRows];
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>Computes the scores of these rows; q is the whole array.</summary>
    public void Score(TileRows rows, float* q, Panels keys) =>
        Score(rows, q, panel => keys.At(0, panel / Lanes));

    /// <summary>
    /// The same of keys as they lie, where no other tile needs them packed: each panel is used while it is in the
    /// first cache.
    /// </summary>
    public void Score(TileRows rows, float* q, float* keys) => Score(rows, q, panel =>
        new PackedHead(_panel, Math.Min(PanelKeys, _shape.Keys - panel), _shape.HeadSize)
            .PackKeys(keys + panel * _shape.KeyStride, _shape.KeyStride));

    private void Score(TileRows rows, float* q, Func<int, Panels> keys)
    {
        _rows = rows;
        for (var row = 0; row < rows.Count; row++)
        {
            var source = new ReadOnlySpan<float>(q + Offset(row), _shape.HeadSize);
            source.CopyTo(new Span<float>(_queries + row * _shape.HeadSize, _shape.HeadSize));
            _visible[row] = _rule.VisibleKeys(Position(row), _shape.Keys);
        }
        MultiplyQueries(keys);
        for (var row = 0; row < rows.Count; row++)
        {
            PatternRow.Scores(Row(row), _visible[row], _rule, rows.Head(row), Position(row));
        }
    }

    /// <summary>Turns the scores into weights.</summary>
    public void Softmax()
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            PatternRow.Softmax(Row(row), _visible[row], _rule.Sinks?[_rows.Head(row)]);
        }
    }

    /// <summary>z = pattern · v for the rows, written to their places in the whole array z.</summary>
    public void Mix(Panels values, float* z)
    {
        new Span<float>(_mixed, _rows.Count * _paddedSize).Clear();
        for (var row = 0; row < _rows.Count; row += BlockRows)
        {
            _common[row / BlockRows] = Common(row, Math.Min(BlockRows, _rows.Count - row));
        }
        MixEdges(values, right: false);
        var lastPanel = _visible[_rows.Count - 1].End;
        for (var panel = _visible[0].First / PanelKeys * PanelKeys; panel < lastPanel; panel += PanelKeys)
        {
            MixPanel(values, panel);
        }
        MixEdges(values, right: true);
        for (var row = 0; row < _rows.Count; row++)
        {
            var mixed = new ReadOnlySpan<float>(_mixed + row * _paddedSize, _shape.HeadSize);
            mixed.CopyTo(new Span<float>(z + Offset(row), _shape.HeadSize));
        }
    }

    /// <summary>Copies all rows out [rows, keys], with this value for masked keys.</summary>
    public void CopyRows(Span<float> target, float masked)
    {
        target.Fill(masked);
        for (var row = 0; row < _rows.Count; row++)
        {
            var (first, end) = _visible[row];
            new ReadOnlySpan<float>(Row(row) + first, end - first)
                .CopyTo(target.Slice(row * _shape.Keys + first, end - first));
        }
    }

    private float* Row(int row) => _patterns + row * _stride;

    private int Position(int row) => _shape.FirstQuery + _rows.Query(row);

    // Where the row's query and z lie in q and z.
    private nint Offset(int row) =>
        (((nint)_rows.Batch * _shape.Queries + _rows.Query(row)) * _shape.Heads + _rows.Head(row))
        * _shape.HeadSize;

    // Only groups of keys that some row of the block sees; a panel of keys stays in the first cache.
    private void MultiplyQueries(Func<int, Panels> keys)
    {
        var lastPanel = _visible[_rows.Count - 1].End;
        for (var panel = _visible[0].First / PanelKeys * PanelKeys; panel < lastPanel; panel += PanelKeys)
        {
            var packed = keys(panel);
            for (var row = 0; row < _rows.Count; row += BlockRows)
            {
                var count = Math.Min(BlockRows, _rows.Count - row);
                var from = Math.Max(panel, _visible[row].First) / Lanes;
                var to = PackedHead.Groups(Math.Min(panel + PanelKeys, _visible[row + count - 1].End));
                if (from < to)
                {
                    MatrixKernel.Multiply(
                        _queries + row * _shape.HeadSize, _shape.HeadSize, packed.At(0, from - panel / Lanes),
                        Row(row) + from * Lanes, _stride, count, to - from, _shape.HeadSize, add: false);
                }
            }
        }
    }

    private void MixPanel(Panels values, int panel)
    {
        for (var row = 0; row < _rows.Count; row += BlockRows)
        {
            var count = Math.Min(BlockRows, _rows.Count - row);
            var (first, end) = _common[row / BlockRows];
            Mix(values, row, count, Math.Max(first, panel), Math.Min(end, panel + PanelKeys));
        }
    }

    // Keys that a row sees before (or after) those that its whole block sees. Adding zeros for the others
    // instead would be wrong: 0 · NaN.
    private void MixEdges(Panels values, bool right)
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            var (first, end) = _common[row / BlockRows];
            var own = _visible[row];
            if (right)
            {
                Mix(values, row, 1, Math.Max(own.First, end), own.End);
            }
            else
            {
                Mix(values, row, 1, own.First, Math.Min(own.End, first));
            }
        }
    }

    private void Mix(Panels values, int row, int count, int first, int end)
    {
        if (first < end)
        {
            MatrixKernel.Multiply(
                Row(row) + first, _stride, values.At(first, 0), _mixed + row * _paddedSize, _paddedSize,
                count, _paddedSize / Lanes, end - first, add: true);
        }
    }

    private (int First, int End) Common(int row, int count)
    {
        var (first, end) = (0, _shape.Keys);
        foreach (var own in _visible.AsSpan(row, count))
        {
            (first, end) = (Math.Max(first, own.First), Math.Min(end, own.End));
        }
        return (first, Math.Max(first, end));
    }
}
