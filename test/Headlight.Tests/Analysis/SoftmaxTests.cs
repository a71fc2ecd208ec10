using CsCheck;
using Headlight.Analysis;

namespace Headlight.Tests.Analysis;

/// <summary>The greatest entries of a list.</summary>
public class SoftmaxTests
{
    [Fact]
    public void The_best_are_the_first_of_a_stable_sort()
    {
        // Few different values, so that many are equal; NaN counts as the smallest.
        Gen.Int[-1, 6].Array[1, 60].Select(Gen.Int[0, 70]).Sample((whole, count) =>
        {
            double[] values = [.. whole.Select(value => value < 0 ? double.NaN : value / 7.0)];
            var sorted = Enumerable.Range(0, values.Length).OrderByDescending(id => values[id]).Take(count).ToArray();
            Assert.Equal(sorted, Softmax.Best(values, count));
        });
    }
}
