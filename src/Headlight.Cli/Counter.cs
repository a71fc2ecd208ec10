using System.Diagnostics;
using Headlight.Jobs;

namespace Headlight.Cli;

/// <summary>Says on standard error how far long work has come and how long it may still take, once a second.</summary>
internal sealed class Counter(Screen screen) : IProgress<JobProgress>
{
    private readonly Stopwatch since = Stopwatch.StartNew();
    private double said;

    public void Report(JobProgress value) => Say(value.Stage, value.Done, value.Total, value.Done, value.Total);

    /// <summary>One step of many, that is itself long: `Pair 3 of 204`.</summary>
    public IProgress<JobProgress> Part(string stage, int index, int count) => new Step(inner => Say(
        stage, index + 1, count, index + inner.Done / (double)Math.Max(1, inner.Total), count));

    private void Say(string stage, int at, int of, double done, double total)
    {
        var seconds = since.Elapsed.TotalSeconds;
        if (seconds - said < 1)
        {
            return;
        }
        said = seconds;
        if (done < 0.02 * total)
        {
            screen.Error.WriteLine($"{stage} {at} of {of}");
            return;
        }
        var left = TimeSpan.FromSeconds(Math.Round(seconds / Math.Max(1e-3, done) * (total - done)));
        screen.Error.WriteLine($"{stage} {at} of {of}, about {left:h\\:mm\\:ss} left");
    }

    private sealed class Step(Action<JobProgress> say) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => say(value);
    }
}
