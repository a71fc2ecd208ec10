using Headlight.Attention;

namespace Headlight.Tests.Attention;

public class RotaryPositionsTests
{
    private static readonly RotaryPositions Partial = new([1f, 0.1f, 0.01f], 1.25f);

    [Fact]
    public void Each_pair_is_turned_by_position_times_frequency()
    {
        var rows = AttentionSample.Normal(new Random(1), 3 * 2 * 8, 1);
        var rotated = rows.ToArray();
        Partial.Apply(rotated, 2, 8, firstPosition: 40);
        for (var i = 0; i < rows.Length; i++)
        {
            Assert.Equal(Expected(rows, i), rotated[i], 1e-5);
        }
    }

    [Fact]
    public void Undo_gives_back_what_was_rotated()
    {
        var rows = AttentionSample.Normal(new Random(2), 50 * 3 * 8, 1);
        var restored = rows.ToArray();
        Partial.Apply(restored, 3, 8, firstPosition: 1000);
        Partial.Undo(restored, 3, 8, firstPosition: 1000);
        Assert.All(rows.Zip(restored), pair => Assert.Equal(pair.First, pair.Second, 2e-6f));
    }

    [Fact]
    public void Scores_depend_on_the_distance_alone()
    {
        var random = new Random(3);
        var (q, k) = (AttentionSample.Normal(random, 6, 1), AttentionSample.Normal(random, 6, 1));
        double Score(int query, int key)
        {
            var (a, b) = (q.ToArray(), k.ToArray());
            Partial.Apply(a, 1, 6, query);
            Partial.Apply(b, 1, 6, key);
            return a.Zip(b, (x, y) => (double)x * y).Sum();
        }
        Assert.Equal(Score(5, 2), Score(105, 102), 1e-4);
        Assert.NotEqual(Score(5, 2), Score(5, 3), 1e-4);
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused() =>
        Assert.Throws<ArgumentException>(() => Partial.Apply(new float[10], 2, 4));

    // Rotate-half over the first 6 of 8 dimensions, two heads, tokens from position 40.
    private static double Expected(float[] rows, int i)
    {
        var (token, dimension) = (i / 16, i % 8);
        if (dimension >= 6)
        {
            return rows[i];
        }
        var angle = (40.0 + token) * Partial.Frequencies[dimension % 3];
        var partner = dimension < 3 ? -rows[i + 3] : rows[i - 3];
        return 1.25 * (rows[i] * Math.Cos(angle) + partner * Math.Sin(angle));
    }
}
