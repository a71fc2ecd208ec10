namespace Headlight.Web;

/// <summary>How long recent readings took, by model: enough to say how long the next one may take.</summary>
internal sealed class ReadingTimes
{
    private const int Kept = 12;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<(int Tokens, double Milliseconds)>> recent = [];

    public void Note(string model, int tokens, TimeSpan time)
    {
        lock (gate)
        {
            if (!recent.TryGetValue(model, out var times))
            {
                recent[model] = []; // the first reading also compiles the code: it says nothing of the next
                return;
            }
            times.Enqueue((tokens, time.TotalMilliseconds));
            if (times.Count > Kept)
            {
                times.Dequeue();
            }
        }
    }

    /// <summary>
    /// Milliseconds for this many tokens, by the readings so far: no more than longer ones took, in proportion to
    /// shorter ones; null before the second reading.
    /// </summary>
    public double? Estimate(string model, int tokens)
    {
        lock (gate)
        {
            return recent.TryGetValue(model, out var times) && times.Count > 0
                ? Math.Round(times.Min(each => each.Milliseconds * Math.Max(1, (double)tokens / each.Tokens)))
                : null;
        }
    }
}
