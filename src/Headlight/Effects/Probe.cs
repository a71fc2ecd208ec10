using Headlight.Runtime;

namespace Headlight.Effects;

/// <summary>
/// How an outcome is taken: token sequences to run, the rows of each that matter, and a number from those rows' hidden
/// states.
/// </summary>
internal abstract class Probe
{
    /// <summary>What is run, one after the other.</summary>
    public abstract IReadOnlyList<TokenInput> Inputs { get; }

    /// <summary>The rows of an input whose hidden states are needed.</summary>
    public abstract IReadOnlyList<int> Rows(int input);

    /// <summary>Told the rows of the text as it is, [rows, width], before any others are asked for.</summary>
    public virtual void Begin(ModelRunner runner, int input, float[] hidden)
    {
    }

    /// <summary>Hidden states of many runs, [runs, rows, width] → a number for each run.</summary>
    public abstract double[] Numbers(ModelRunner runner, int input, float[] hidden);

    /// <summary>The outcome of a run, from its number of each input.</summary>
    public virtual double Value(IReadOnlyList<double> numbers) => numbers[0];
}

/// <summary>A probe that asks each row's logits for a number, and takes their mean.</summary>
internal abstract class LogitProbe : Probe
{
    private const int Together = 64; // rows of logits held at once

    /// <inheritdoc/>
    public override double[] Numbers(ModelRunner runner, int input, float[] hidden)
    {
        var (width, rows) = (runner.Definition.Shape.Width, Rows(input).Count);
        var sums = new double[hidden.Length / width / rows];
        for (var done = 0; done < sums.Length * rows; done += Together)
        {
            var count = Math.Min(Together, sums.Length * rows - done);
            var logits = runner.Logits(hidden[(done * width)..((done + count) * width)]);
            var (start, size) = (done, logits.Length / count);
            var numbers = new double[count];
            Parallel.For(
                0, count, new ParallelOptions { MaxDegreeOfParallelism = runner.Threads },
                i => numbers[i] = Number(input, (start + i) % rows, logits.AsSpan(i * size, size)));
            for (var i = 0; i < count; i++)
            {
                sums[(done + i) / rows] += numbers[i] / rows;
            }
        }
        return sums;
    }

    /// <summary>A row's number.</summary>
    protected abstract double Number(int input, int row, ReadOnlySpan<float> logits);
}
