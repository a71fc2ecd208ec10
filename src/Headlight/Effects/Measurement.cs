using Headlight.Attention;
using Headlight.Runtime;

namespace Headlight.Effects;

/// <summary>An outcome of a text as it is and of many changed runs of it.</summary>
internal sealed class Measurement
{
    private readonly ModelRunner runner;
    private readonly Probe probe;
    private readonly IReadOnlyList<Trunk> trunks;

    /// <summary>Runs the text as it is.</summary>
    public Measurement(ModelRunner runner, Probe probe, CancellationToken cancellation)
    {
        (this.runner, this.probe) = (runner, probe);
        var made = new List<Trunk>();
        foreach (var input in probe.Inputs)
        {
            made.Add(made.Find(trunk => Same(trunk.Input, input)) ?? Trunk.Of(runner, input, cancellation));
        }
        trunks = made;
        Numbers = [.. trunks.Select((trunk, input) => AsItIs(trunk, input))];
        Before = probe.Value(Numbers);
    }

    /// <summary>The outcome of the text as it is.</summary>
    public double Before { get; }

    /// <summary>What it is made of: a number for each input of the probe.</summary>
    public IReadOnlyList<double> Numbers { get; }

    /// <summary>The outcome of every changed run.</summary>
    /// <param name="runs">What is changed in each; where nothing is, the outcome is exactly that of the text.</param>
    /// <param name="done">Told a run's index and outcome as soon as it is known.</param>
    /// <param name="cancellation">Stops between layers.</param>
    public double[] Of(
        IReadOnlyList<IReadOnlyList<Edit>> runs, Action<int, double>? done, CancellationToken cancellation)
    {
        var values = Enumerable.Repeat(Before, runs.Count).ToArray();
        int[] unchanged = [.. Enumerable.Range(0, runs.Count).Where(run => runs[run].Count == 0)];
        Array.ForEach(unchanged, run => done?.Invoke(run, Before));
        var wanted = Enumerable.Range(0, trunks.Count).Min(input => probe.Rows(input).Min());
        foreach (var together in Branches.Together(trunks, runs, wanted))
        {
            var edits = together.Select(run => runs[run]).ToArray();
            var hidden = new List<float[]>();
            for (var input = 0; input < trunks.Count; input++)
            {
                var same = Enumerable.Range(0, input).FirstOrDefault(
                    earlier => trunks[earlier] == trunks[input] && probe.Rows(earlier).SequenceEqual(probe.Rows(input)),
                    -1);
                hidden.Add(same >= 0 ? hidden[same] : Branches.Run(
                    runner, trunks[input], edits, probe.Rows(input), cancellation));
            }
            var numbers = hidden.Select((states, input) => probe.Numbers(runner, input, states)).ToArray();
            for (var i = 0; i < together.Length; i++)
            {
                values[together[i]] = probe.Value([.. numbers.Select(each => each[i])]);
                done?.Invoke(together[i], values[together[i]]);
            }
        }
        return values;
    }

    // Words of one token that go on with the same text ask different things of one run.
    private static bool Same(TokenInput a, TokenInput b) =>
        a.Ids.AsSpan().SequenceEqual(b.Ids) && a.TypeIds.AsSpan().SequenceEqual(b.TypeIds);

    private double AsItIs(Trunk trunk, int input)
    {
        var width = runner.Definition.Shape.Width;
        float[] hidden = [.. probe.Rows(input).SelectMany(row => trunk.Hidden[(row * width)..((row + 1) * width)])];
        probe.Begin(runner, input, hidden);
        return probe.Numbers(runner, input, hidden)[0];
    }
}
