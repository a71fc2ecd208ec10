using Headlight.Analysis;
namespace Headlight.Generation;

/// <summary>
/// Chooses the next token: temperature, then top-k, then top-p, in the order of Hugging Face's generate. The same seed
/// gives the same choices on every machine.
/// </summary>
internal sealed class Sampler(GenerateOptions options)
{
    private ulong state = unchecked((ulong)options.Seed);

    /// <summary>The next token by its logits and the model's own probabilities, before temperature.</summary>
    public int Next(ReadOnlySpan<float> logits, ReadOnlySpan<double> own)
    {
        if (options.Temperature == 0)
        {
            return Softmax.Best(own, 1)[0];
        }
        var probabilities = Softmax.Of(logits, options.Temperature);
        var kept = Kept(probabilities);
        var left = Uniform() * kept.Sum(id => probabilities[id]);
        foreach (var id in kept)
        {
            left -= probabilities[id];
            if (left < 0)
            {
                return id;
            }
        }
        return kept[^1];
    }

    // Best first: at least one.
    private int[] Kept(double[] probabilities)
    {
        var ids = Softmax.Best(probabilities, options.TopK ?? probabilities.Length);
        if (options.TopP is not { } wanted)
        {
            return ids;
        }
        var total = ids.Sum(id => probabilities[id]);
        var (count, sum) = (0, 0.0);
        while (count < ids.Length && sum < wanted * total)
        {
            sum += probabilities[ids[count++]];
        }
        return ids[..Math.Max(1, count)];
    }

    // SplitMix64 (Steele, Lea, Flood 2014); 53 bits make a number in [0, 1).
    private double Uniform()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
