using System.Numerics.Tensors;

namespace Headlight.Analysis;

/// <summary>softmax of logits in double precision, and its greatest entries.</summary>
internal static class Softmax
{
    /// <summary>p = softmax(logits / temperature); all NaN where a logit is.</summary>
    public static double[] Of(ReadOnlySpan<float> logits, double temperature = 1)
    {
        var probabilities = new double[logits.Length];
        TensorPrimitives.ConvertChecked(logits, probabilities.AsSpan());
        TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<double>(probabilities), probabilities);
        TensorPrimitives.Divide(probabilities, temperature, probabilities);
        TensorPrimitives.Exp<double>(probabilities, probabilities);
        TensorPrimitives.Divide(probabilities, TensorPrimitives.Sum<double>(probabilities), probabilities);
        return probabilities;
    }

    /// <summary>ln softmax(logits)[id].</summary>
    public static double Log(ReadOnlySpan<float> logits, int id) => logits[id] - LogSum(logits);

    /// <summary>
    /// ln Σ exp(logits): exponentials in single precision, summed in double. NaN where a logit is.
    /// </summary>
    public static double LogSum(ReadOnlySpan<float> logits)
    {
        Span<float> part = stackalloc float[1024];
        var (greatest, sum) = (TensorPrimitives.Max(logits), 0.0);
        for (var done = 0; done < logits.Length; done += part.Length)
        {
            var some = part[..Math.Min(part.Length, logits.Length - done)];
            TensorPrimitives.Subtract(logits.Slice(done, some.Length), greatest, some);
            TensorPrimitives.Exp<float>(some, some);
            sum += TensorPrimitives.Sum<float>(some);
        }
        return greatest + Math.Log(sum);
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
            if (best.Count < count)
            {
                best.Enqueue(id, (probabilities[id], -id));
            }
            else if (best.TryPeek(out _, out var least) && probabilities[id].CompareTo(least.Item1) > 0)
            {
                best.EnqueueDequeue(id, (probabilities[id], -id));
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
