namespace Headlight.Analysis;

/// <summary>softmax of logits in double precision, and its greatest entries.</summary>
internal static class Softmax
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

    /// <summary>ln softmax(logits)[id].</summary>
    public static double Log(ReadOnlySpan<float> logits, int id)
    {
        var greatest = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            greatest = Math.Max(greatest, logit);
        }
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - greatest);
        }
        return logits[id] - greatest - Math.Log(sum);
    }

    /// <summary>Σ p · ln(p / q) in nats: how far q is from p. Terms with p = 0 are 0.</summary>
    public static double Divergence(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            sum += p[i] > 0 ? p[i] * Math.Log(p[i] / q[i]) : 0;
        }
        return sum;
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
