namespace Headlight.Generation;

/// <summary>softmax of logits in double precision, and its greatest entries.</summary>
internal static class Probabilities
{
    /// <summary>p = softmax(logits / temperature); all NaN where a logit is.</summary>
    public static double[] Of(ReadOnlySpan<float> logits, double temperature = 1)
    {
        var greatest = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            greatest = double.IsNaN(logit) ? double.NaN : Math.Max(greatest, logit);
        }
        var probabilities = new double[logits.Length];
        var sum = 0.0;
        for (var id = 0; id < logits.Length; id++)
        {
            sum += probabilities[id] = Math.Exp((logits[id] - greatest) / temperature);
        }
        for (var id = 0; id < probabilities.Length; id++)
        {
            probabilities[id] /= sum;
        }
        return probabilities;
    }

    /// <summary>The ids of the greatest, best first; of equals the smaller id comes first.</summary>
    public static int[] Best(ReadOnlySpan<double> probabilities, int count)
    {
        var best = new PriorityQueue<int, (double, int)>(); // the smallest is first out
        for (var id = 0; id < probabilities.Length; id++)
        {
            best.Enqueue(id, (probabilities[id], -id));
            if (best.Count > count)
            {
                best.Dequeue();
            }
        }
        var ids = new int[best.Count];
        for (var i = ids.Length - 1; i >= 0; i--)
        {
            ids[i] = best.Dequeue();
        }
        return ids;
    }
}
