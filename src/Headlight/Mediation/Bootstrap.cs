using System.Numerics.Tensors;

namespace Headlight.Mediation;

/// <summary>A mean with its interval.</summary>
/// <param name="Mean">The mean over examples.</param>
/// <param name="Low">The lower end of the 95 % interval.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Estimate(double Mean, double Low, double High)
{
    /// <summary>Whether 0 lies in the interval (or there is none).</summary>
    public bool MayBeZero => !(Low > 0) && !(High < 0);
}

/// <summary>
/// Percentile bootstrap over examples (Efron 1979): means of samples drawn with replacement, their 2.5 % and 97.5 %
/// quantiles with linear interpolation. All nⁿ samples where there are few, otherwise as many as asked for, from a
/// seed.
/// </summary>
public sealed class Bootstrap
{
    /// <summary>Samples that are listed rather than drawn: up to 6⁶.</summary>
    private const int MostListed = 50_000;

    private readonly double[][] shares; // how much each example weighs in a sample

    /// <param name="examples">How many there are.</param>
    /// <param name="resamples">Samples to draw where not all are listed.</param>
    /// <param name="seed">The same seed draws the same samples.</param>
    /// <exception cref="RequestException">No example, or no sample.</exception>
    public Bootstrap(int examples, int resamples = 10_000, int seed = 0)
    {
        if (examples < 1 || resamples is < 1 or > 1_000_000)
        {
            throw new RequestException(examples < 1
                ? "There is no example to take a mean over."
                : $"{resamples} resamples are not possible: give 1 to 1,000,000.");
        }
        var all = Math.Pow(examples, examples);
        IsExact = all <= MostListed;
        var random = new Random(seed);
        shares = IsExact
            ? [.. Enumerable.Range(0, (int)all).Select(sample => Listed(sample, examples))]
            : [.. Enumerable.Range(0, resamples).Select(_ => Drawn(random, examples))];
    }

    /// <summary>Whether every possible sample was taken.</summary>
    public bool IsExact { get; }

    /// <summary>How many samples there are.</summary>
    public int Samples => shares.Length;

    /// <summary>The mean of one number per example; NaN where one is missing.</summary>
    public Estimate Of(double[] values)
    {
        var mean = values.Average();
        if (double.IsNaN(mean))
        {
            return new Estimate(double.NaN, double.NaN, double.NaN);
        }
        var means = Means(values);
        Array.Sort(means);
        return new Estimate(mean, Quantile(means, 0.025), Quantile(means, 0.975));
    }

    /// <summary>The ratio of two means, each sample's own; its first is the numerator.</summary>
    public Estimate Ratio(double[] first, double[] second)
    {
        var ratios = Means(first).Zip(Means(second), (a, b) => a / b).ToArray();
        Array.Sort(ratios);
        return new Estimate(first.Average() / second.Average(), Quantile(ratios, 0.025), Quantile(ratios, 0.975));
    }

    /// <summary>Of sorted values, between two by distance.</summary>
    internal static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        return below + 1 < sorted.Length
            ? sorted[below] + (at - below) * (sorted[below + 1] - sorted[below])
            : sorted[below];
    }

    private double[] Means(double[] values)
    {
        var means = new double[shares.Length];
        for (var sample = 0; sample < means.Length; sample++)
        {
            means[sample] = TensorPrimitives.Dot<double>(shares[sample], values);
        }
        return means;
    }

    private static double[] Drawn(Random random, int examples)
    {
        var counts = new double[examples];
        for (var i = 0; i < examples; i++)
        {
            counts[random.Next(examples)] += 1.0 / examples;
        }
        return counts;
    }

    // The digits of the sample's number, base n, are the examples drawn.
    private static double[] Listed(int sample, int examples)
    {
        var counts = new double[examples];
        for (var i = 0; i < examples; i++, sample /= examples)
        {
            counts[sample % examples] += 1.0 / examples;
        }
        return counts;
    }
}
