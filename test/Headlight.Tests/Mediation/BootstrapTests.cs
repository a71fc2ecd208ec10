using CsCheck;
using Headlight.Mediation;

namespace Headlight.Tests.Mediation;

/// <summary>Intervals and corrected chances.</summary>
public class BootstrapTests
{
    [Fact]
    public void Few_examples_are_resampled_in_every_way()
    {
        double[] values = [1, 2, 4];
        var bootstrap = new Bootstrap(3);
        Assert.True(bootstrap.IsExact);
        Assert.Equal(27, bootstrap.Samples);
        double[] means =
            [.. from a in values from b in values from c in values orderby a + b + c select (a + b + c) / 3];
        var estimate = bootstrap.Of(values);
        Assert.Equal(7 / 3.0, estimate.Mean, 1e-12);
        Assert.Equal(means[0] + 0.65 * (means[1] - means[0]), estimate.Low, 1e-12); // place .025 · 26 = .65
        Assert.Equal(means[25] + 0.35 * (means[26] - means[25]), estimate.High, 1e-12);
    }

    [Fact]
    public void Drawn_samples_come_near_theory_and_the_seed_decides_them()
    {
        var values = Enumerable.Range(0, 200).Select(i => Math.Sin(i * 12.9898) * 43.7 % 1).ToArray();
        var estimate = new Bootstrap(200, 20_000, 5).Of(values);
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / 200 / 200);
        Assert.Equal(mean - 1.96 * error, estimate.Low, 0.1 * error);
        Assert.Equal(mean + 1.96 * error, estimate.High, 0.1 * error);
        Assert.Equal(estimate, new Bootstrap(200, 20_000, 5).Of(values));
        Assert.NotEqual(estimate, new Bootstrap(200, 20_000, 6).Of(values));
    }

    [Fact]
    public void Order_is_no_matter_and_shifting_shifts()
    {
        Gen.Double[-3, 3].Array[2, 6].Sample(values =>
        {
            var bootstrap = new Bootstrap(values.Length);
            var (one, other) = (bootstrap.Of(values), bootstrap.Of([.. values.Reverse()]));
            Assert.Equal(one.Low, other.Low, 1e-9);
            Assert.Equal(one.High, other.High, 1e-9);
            var shifted = bootstrap.Of([.. values.Select(value => value + 1)]);
            Assert.Equal(one.Low + 1, shifted.Low, 1e-9);
            Assert.InRange(one.Mean, one.Low - 1e-9, one.High + 1e-9);
        });
    }

    [Fact]
    public void A_ratio_of_equal_quantities_is_one_and_a_missing_number_makes_none()
    {
        var bootstrap = new Bootstrap(3);
        var ratio = bootstrap.Ratio([1, 2, 4], [1, 2, 4]);
        Assert.Equal((1, 1, 1), (ratio.Mean, ratio.Low, ratio.High));
        Assert.True(double.IsNaN(bootstrap.Of([1, double.NaN, 2]).Low));
        Assert.Throws<RequestException>(() => new Bootstrap(0));
        Assert.Throws<RequestException>(() => new Bootstrap(3, 0));
    }

    [Fact]
    public void Among_quantities_without_effects_the_greatest_rarely_stands_out()
    {
        var random = new Random(11);
        var outstanding = 0;
        for (var trial = 0; trial < 60; trial++)
        {
            var values = Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 25).Select(
                _ => random.NextDouble() - random.NextDouble()).ToArray()).ToArray();
            outstanding += SignFlips.Corrected(values, trial).Min() <= 0.05 ? 1 : 0;
        }
        Assert.InRange(outstanding, 0, 9); // 3 in the mean; more than 9 has a chance below .001
    }

    [Fact]
    public void An_effect_among_many_is_found_and_keeps_its_place()
    {
        var random = new Random(4);
        var values = Enumerable.Range(0, 100).Select(quantity => Enumerable.Range(0, 30).Select(
            _ => random.NextDouble() - 0.5 + (quantity == 37 ? 0.5 : 0)).ToArray()).ToArray();
        var corrected = SignFlips.Corrected(values, 0);
        Assert.True(corrected[37] < 0.01);
        Assert.Equal(37, Array.IndexOf(corrected, corrected.Min()));
        Assert.True(corrected.Where((_, i) => i != 37).Min() > 0.05);
    }
}
