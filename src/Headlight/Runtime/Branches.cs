using Headlight.Attention;

namespace Headlight.Runtime;

/// <summary>
/// Many changed runs of one text as one growing batch. A run branches off from the trunk at the first layer it changes
/// and at the first row it changes: what lies before is the trunk's.
/// </summary>
internal sealed class Branches
{
    private const int MostRows = 1024; // computed at once
    private const int MostKeys = 32_768; // copied at once, the trunk's and the runs' own

    private readonly ModelRunner runner;
    private readonly Trunk trunk;
    private readonly int first;
    private readonly int count; // rows of one run
    private readonly List<IReadOnlyList<Edit>> running = [];
    private float[] x = [];

    private Branches(ModelRunner runner, Trunk trunk, int first)
    {
        (this.runner, this.trunk, this.first) = (runner, trunk, first);
        count = trunk.Input.Ids.Length - first;
    }

    /// <summary>Which runs go together: alike in their first rows, in the order of their first layers.</summary>
    /// <param name="trunks">The texts that all of them are run on.</param>
    /// <param name="runs">What is changed in each run.</param>
    /// <param name="wanted">The first row that is asked for: from there on rows are computed in any case.</param>
    /// <returns>Indices of runs; every run with edits once.</returns>
    public static IEnumerable<int[]> Together(
        IReadOnlyList<Trunk> trunks, IReadOnlyList<IReadOnlyList<Edit>> runs, int wanted)
    {
        var sorted = runs.Select((edits, index) => (index, edits)).Where(run => run.edits.Count > 0)
            .Select(run => (
                run.index, first: Math.Min(trunks[0].FirstRow(run.edits), wanted), layer: Enters(run.edits)))
            .OrderBy(run => run.first).ThenBy(run => run.layer).ToList();
        var longest = trunks.Max(trunk => trunk.Input.Ids.Length);
        return sorted.GroupBy(run => run.first).SelectMany(alike => alike.Select(run => run.index)
            .Chunk(Math.Max(1, Math.Min(MostRows / (longest - alike.Key), MostKeys / longest)))
            .Reverse()); // what enters late is known soon
    }

    /// <summary>Runs lists of edits that go together.</summary>
    /// <param name="runner">The model.</param>
    /// <param name="trunk">The text as it is.</param>
    /// <param name="runs">What is changed in each run, in the order of the first layers changed.</param>
    /// <param name="rows">The rows whose hidden states are wanted.</param>
    /// <param name="cancellation">Stops between layers.</param>
    /// <returns>[runs, rows, width]</returns>
    public static float[] Run(
        ModelRunner runner, Trunk trunk, IReadOnlyList<IReadOnlyList<Edit>> runs, IReadOnlyList<int> rows,
        CancellationToken cancellation)
    {
        var first = Math.Min(trunk.FirstRow(runs.SelectMany(edits => edits)), rows.Min());
        return new Branches(runner, trunk, first).Through(runs, rows, cancellation);
    }

    // Runs come in the order of their first layers.
    private float[] Through(
        IReadOnlyList<IReadOnlyList<Edit>> runs, IReadOnlyList<int> rows, CancellationToken cancellation)
    {
        for (var layer = Enters(runs[0]); layer < runner.Blocks.Count; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            Join(layer, [.. runs.Skip(running.Count).TakeWhile(edits => Enters(edits) <= layer)]);
            Block(layer, cancellation);
        }
        return Wanted(rows);
    }

    private void Join(int layer, List<IReadOnlyList<Edit>> entering)
    {
        if (entering.Count == 0)
        {
            return;
        }
        var state = trunk.State(layer, first);
        var grown = Rows.Fresh(x.Length + (long)entering.Count * state.Length);
        x.CopyTo(grown, 0);
        for (var run = 0; run < entering.Count; run++)
        {
            state.CopyTo(grown.AsSpan(x.Length + run * state.Length));
        }
        x = grown;
        running.AddRange(entering);
    }

    private void Block(int layer, CancellationToken cancellation)
    {
        var (rule, shape) = (runner.Definition.Rules[layer], runner.Definition.Shape);
        using var angles = new RowAngles(first, count, running.Count);
        using var block = new BlockPass(runner, layer, x, angles);
        var one = new AttentionShape(
            1, count, first + count, shape.Heads, shape.KeyValueHeads, shape.HeadSize, first);
        var edits = running.Select(own => LayerEdits.Of(own, layer)).ToArray();
        Each((run, edited) => edited.ChangeInputs(
            Part(block.Q, run), Part(block.K, run), Part(block.V, run), one));
        var (keys, values) = (All(trunk.Keys(layer), block.K), All(trunk.Values(layer), block.V));
        var z = Rows.Fresh(block.Q.Length);
        Attend.Run(
            block.Q, keys, values, one with { Batch = running.Count }, rule, z, runner.Threads, cancellation);
        Each((run, edited) => edited.Apply(
            Part(block.Q, run), Part(keys, run), Part(values, run), one, rule, Part(z, run)));
        x = block.After(z);
        Each((run, edited) => edited.ChangeOutput(Part(x, run), one));

        void Each(Action<int, LayerEdits> change) => Parallel.For(
            0, edits.Length, new ParallelOptions { MaxDegreeOfParallelism = runner.Threads },
            run =>
            {
                if (edits[run] is { } edited)
                {
                    change(run, edited);
                }
            });
    }

    // The trunk's rows before the first, then the run's own, for each run.
    private float[] All(ReadOnlySpan<float> before, float[] own)
    {
        if (first == 0)
        {
            return own;
        }
        var size = own.Length / running.Count;
        before = before[..(size / count * first)];
        var all = Rows.Fresh((long)running.Count * (before.Length + size));
        for (var run = 0; run < running.Count; run++)
        {
            var part = Part(all, run);
            before.CopyTo(part);
            Part(own, run).CopyTo(part[before.Length..]);
        }
        return all;
    }

    private Span<float> Part(float[] all, int run) =>
        all.AsSpan(run * (all.Length / running.Count), all.Length / running.Count);

    private float[] Wanted(IReadOnlyList<int> rows)
    {
        var width = runner.Definition.Shape.Width;
        var wanted = Rows.Fresh((long)running.Count * rows.Count * width);
        for (var run = 0; run < running.Count; run++)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var target = wanted.AsSpan((run * rows.Count + i) * width, width);
                Part(x, run).Slice((rows[i] - first) * width, width).CopyTo(target);
            }
        }
        return runner.Final is { } final ? Rows.Through(final, wanted) : wanted;
    }

    private static int Enters(IReadOnlyList<Edit> edits) =>
        edits.Min(edit => edit.Heads.Layer ?? 0);
}
