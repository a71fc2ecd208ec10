using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Effects;

/// <summary>The mean of z, what a head writes before its output projection, over all tokens of readings.</summary>
/// <param name="Over">What it was taken over, in words.</param>
/// <param name="Values">[head size] by layer and head.</param>
public sealed record HeadMeans(string Over, IReadOnlyDictionary<(int Layer, int Head), float[]> Values)
{
    /// <summary>The edit that switches heads off: their means in place of what they write.</summary>
    public MeanHeads Off(HeadChoice heads) => new(heads, Values, Over);

    /// <summary>Over readings that recorded z; every token weighs the same.</summary>
    /// <exception cref="RequestException">A reading without z, or no reading.</exception>
    public static HeadMeans Of(string name, IEnumerable<Reading> readings)
    {
        var sums = new Dictionary<(int, int), double[]>();
        var tokens = 0;
        foreach (var reading in readings)
        {
            tokens += reading.Tokens.Count;
            foreach (var head in reading.Layers.SelectMany(layer => layer.Heads))
            {
                Add(sums, head);
            }
        }
        return tokens > 0
            ? new HeadMeans(name, sums.ToDictionary(
                pair => pair.Key, pair => pair.Value.Select(sum => (float)(sum / tokens)).ToArray()))
            : throw new RequestException("There is no reading to take a mean over.");
    }

    private static void Add(Dictionary<(int, int), double[]> sums, HeadReading head)
    {
        var z = head.Z ?? throw new RequestException("A mean of z needs readings that recorded it: ReadOptions.Z.");
        var place = (head.Layer.Index, head.Index);
        if (!sums.TryGetValue(place, out var sum))
        {
            sums.Add(place, sum = new double[z.Columns]);
        }
        for (var i = 0; i < z.Values.Length; i++)
        {
            sum[i % z.Columns] += z.Values[i];
        }
    }
}
