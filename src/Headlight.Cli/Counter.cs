using System.Diagnostics;
using Headlight.Jobs;

namespace Headlight.Cli;

/// <summary>
/// Says on standard error how far long work has come, and how long it may still take: at most once a second.
/// </summary>
internal sealed class Counter(Screen screen) : IProgress<JobProgress>
{
    private readonly Stopwatch since = Stopwatch.StartNew();
    private double said;

    public void Report(JobProgress value)
    {
        var seconds = since.Elapsed.TotalSeconds;
        if (seconds - said < 1)
        {
            return;
        }
        said = seconds;
        var left = TimeSpan.FromSeconds(Math.Round(seconds / Math.Max(1, value.Done) * (value.Total - value.Done)));
        screen.Error.WriteLine($"{value.Stage} {value.Done} of {value.Total}, about {left:h\\:mm\\:ss} left");
    }
}
