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
        trunks = [.. probe.Inputs.Select(input => Trunk.Of(runner, input, cancellation))];
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
        foreach (var together in Branches.Together(trunks, runs))
        {
            var edits = together.Select(run => runs[run]).ToArray();
            var numbers = trunks.Select((trunk, input) => probe.Numbers(
                runner, input, Branches.Run(runner, trunk, edits, probe.Rows(input), cancellation))).ToArray();
            for (var i = 0; i < together.Length; i++)
            {
                values[together[i]] = probe.Value([.. numbers.Select(each => each[i])]);
                done?.Invoke(together[i], values[together[i]]);
            }
        }
        return values;
    }

    private double AsItIs(Trunk trunk, int input)
    {
        var width = runner.Definition.Shape.Width;
        float[] hidden = [.. probe.Rows(input).SelectMany(row => trunk.Hidden[(row * width)..((row + 1) * width)])];
        probe.Begin(runner, input, hidden);
        return probe.Numbers(runner, input, hidden)[0];
    }
}
