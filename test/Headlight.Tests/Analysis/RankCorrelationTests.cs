using CsCheck;
using Headlight.Analysis;

namespace Headlight.Tests.Analysis;

/// <summary>Spearman's rank correlation.</summary>
public class RankCorrelationTests
{
    [Fact]
    public void Published_examples_come_out()
    {
        // IQ and hours of television, the worked example of Wikipedia's article on Spearman's coefficient: −29/165.
        double[] first = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110];
        double[] second = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17];
        Assert.Equal(-29.0 / 165, RankCorrelation.Of(first, second).Value, 1e-12);
        // ties share their mean rank: Pearson of (1, 2.5, 2.5, 4, 5) and (2, 1, 3.5, 3.5, 5)
        Assert.Equal(0.76315789, RankCorrelation.Of([1, 2, 2, 4, 5], [3, 1, 4, 4, 6]).Value, 1e-8);
    }

    [Fact]
    public void Only_the_order_counts_and_turning_it_turns_the_sign()
    {
        Gen.Int[-5, 5].Array[4, 30].Sample(whole =>
        {
            double[] values = [.. whole.Select(value => (double)value)];
            var other = values.Select((value, i) => Math.Sin(value * 7 + i)).ToArray();
            var plain = RankCorrelation.Of(values, other);
            var bent = RankCorrelation.Of([.. values.Select(Math.Exp)], other);
            var turned = RankCorrelation.Of([.. values.Select(value => -value)], other);
            Assert.Equal(plain.Value, bent.Value, 1e-12);
            Assert.Equal(plain.Value, -turned.Value, 1e-12);
            Assert.True(double.IsNaN(plain.Value) || (plain.Low <= plain.Value && plain.Value <= plain.High));
        });
    }

    [Fact]
    public void The_interval_holds_at_its_rate()
    {
        // Pairs of normal numbers with correlation r have a rank correlation of 6/π · asin(r/2).
        var (random, held) = (new Random(3), 0);
        const int Trials = 2000;
        for (var trial = 0; trial < Trials; trial++)
        {
            var (a, b) = (new double[40], new double[40]);
            for (var i = 0; i < 40; i++)
            {
                a[i] = Normal(random);
                b[i] = 0.6 * a[i] + 0.8 * Normal(random);
            }
            var rank = RankCorrelation.Of(a, b);
            held += rank.Low <= 6 / Math.PI * Math.Asin(0.3) && rank.High >= 6 / Math.PI * Math.Asin(0.3) ? 1 : 0;
        }
        Assert.InRange(held / (double)Trials, 0.93, 0.97);
    }

    [Fact]
    public void Where_there_is_no_order_there_is_no_number()
    {
        Assert.True(double.IsNaN(RankCorrelation.Of([1, 1, 1, 1], [1, 2, 3, 4]).Value));
        Assert.True(double.IsNaN(RankCorrelation.Of([1, 2, 3], [1, 2, 3]).Low));
        Assert.True(double.IsNaN(RankCorrelation.Of([], []).Value));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
