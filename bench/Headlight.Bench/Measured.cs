using System.Diagnostics;

namespace Headlight.Bench;

/// <summary>Times of repeated runs, in milliseconds.</summary>
internal readonly record struct Measured(double Least, double Median)
{
    public static Measured Of(int runs, Action action)
    {
        action();
        var times = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return new Measured(times[0], times[runs / 2]);
    }

    public override string ToString() => $"{Median,9:0.0} ms (least {Least:0.0})";
}
