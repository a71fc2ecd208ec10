using System.Collections.Concurrent;

namespace Headlight.Web;

/// <summary>How long a reading took last, by model: enough to say how long the next one may take.</summary>
internal sealed class ReadingTimes
{
    private readonly ConcurrentDictionary<string, double> perToken = [];

    public void Note(string model, int tokens, TimeSpan time) => perToken[model] = time.TotalMilliseconds / tokens;

    /// <summary>Milliseconds for this many tokens; null before the first reading.</summary>
    public double? Estimate(string model, int tokens) =>
        perToken.TryGetValue(model, out var each) ? Math.Round(each * tokens) : null;
}
