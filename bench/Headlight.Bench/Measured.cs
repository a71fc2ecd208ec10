using System.Diagnostics;

namespace Headlight.Bench;

/// <summary>Times of repeated runs, in milliseconds. Written as the median, the least in brackets.</summary>
internal readonly record struct Measured(double Least, double Median)
{
    public static Measured Of(int runs, Action action) => InTurn(runs, action)[0];

    /// <summary>
    /// Several actions taken in turn, so that a busy moment of the machine meets all of them; each is run once before.
    /// </summary>
    public static Measured[] InTurn(int runs, params Action[] actions)
    {
        var times = actions.Select(_ => new double[runs]).ToArray();
        for (var run = -1; run < runs; run++)
        {
            for (var i = 0; i < actions.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                actions[i]();
                if (run >= 0)
                {
                    times[i][run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                }
            }
        }
        return [.. times.Select(Summary)];
    }

    private static Measured Summary(double[] times)
    {
        Array.Sort(times);
        return new Measured(times[0], times[times.Length / 2]);
    }

    public override string ToString() => $"{Median,7:0.0} ({Least:0.0}) ms";
}
