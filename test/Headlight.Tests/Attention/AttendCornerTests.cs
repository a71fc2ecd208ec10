using Headlight.Attention;

namespace Headlight.Tests.Attention;

public class AttendCornerTests
{
    private static readonly AttentionRule Causal = new() { Scale = 0.25f, Causal = true };

    [Fact]
    public void A_query_that_sees_no_key_has_a_pattern_and_a_z_of_zeros()
    {
        // Queries 9.. stand more than the window behind the last key.
        var shape = new AttentionShape(1, 20, 7, 2, 1, 16);
        var rule = new AttentionRule { Scale = 1, Window = 3, Sinks = [1, 2] };
        var sample = AttentionSample.Random(shape, rule);
        var (pattern, z) = (sample.Pattern(0, 1), sample.Run());
        Assert.All(pattern[(9 * 7)..], weight => Assert.Equal(0, weight));
        Assert.All(z[(9 * 32)..], value => Assert.Equal(0, value));
        Assert.All(z[..(9 * 32)], value => Assert.NotEqual(0, value));
        Assert.All(sample.Scores(0, 0)[(9 * 7)..], score => Assert.Equal(float.NegativeInfinity, score));
    }

    [Fact]
    public void Without_keys_z_is_zero()
    {
        var sample = AttentionSample.Random(new AttentionShape(1, 5, 0, 2, 2, 8), Causal);
        var z = sample.Q.ToArray();
        Attend.Run(
            sample.Q, [], [], sample.Shape, Causal, z, cancellation: TestContext.Current.CancellationToken);
        Assert.All(z, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(1, 1)]
    [InlineData(int.MaxValue, 30)]
    public void A_window_of_any_size_is_taken_literally(int window, int keysOfLastQuery)
    {
        var sample = AttentionSample.Random(
            new AttentionShape(1, 30, 30, 1, 1, 4), Causal with { Window = window });
        Assert.Equal(keysOfLastQuery, sample.Pattern(0, 0)[(29 * 30)..].Count(weight => weight > 0));
    }

    [Fact]
    public void NaN_in_a_query_stays_in_its_row()
    {
        var sample = Sample();
        sample.Q[PlainAttention.QueryIndex(sample.Shape, 0, 40, 2, 5)] = float.NaN;
        var z = sample.Run();
        for (var query = 0; query < 60; query++)
        {
            for (var head = 0; head < 4; head++)
            {
                var row = z.AsSpan(PlainAttention.QueryIndex(sample.Shape, 0, query, head), 20).ToArray();
                Assert.All(row, value => Assert.Equal((query, head) == (40, 2), float.IsNaN(value)));
            }
        }
    }

    [Fact]
    public void NaN_in_a_key_or_a_value_touches_only_the_queries_that_see_it()
    {
        var (clean, inKey, inValue) = (Sample(), Sample(), Sample());
        inKey.K[PlainAttention.KeyIndex(inKey.Shape, 0, 33, 0, 5)] = float.NaN;
        inValue.V[PlainAttention.KeyIndex(inValue.Shape, 0, 33, 0, 5)] = float.NaN;
        var (z, zOfKey, zOfValue) = (clean.Run(), inKey.Run(), inValue.Run());
        for (var i = 0; i < z.Length; i++)
        {
            var (query, head) = (i / 80, i / 20 % 4);
            var sees = query is >= 33 and < 43 && head < 2;
            Assert.Equal(sees ? float.NaN : z[i], zOfKey[i]);
            Assert.Equal(sees && i % 20 == 5 ? float.NaN : z[i], zOfValue[i]);
        }
        var pattern = inKey.Pattern(0, 0);
        for (var i = 0; i < pattern.Length; i++)
        {
            var (query, key) = (i / 60, i % 60);
            var seen = key > query - 10 && key <= query;
            Assert.Equal(query is >= 33 and < 43 && seen, float.IsNaN(pattern[i]));
        }
    }

    [Theory]
    [InlineData(float.PositiveInfinity, 1f)]
    [InlineData(float.NegativeInfinity, 0f)]
    public void An_infinite_score_makes_its_row_NaN_or_its_weight_zero(float key, float nanWeights)
    {
        var shape = new AttentionShape(1, 1, 40, 1, 1, 1);
        var sample = AttentionSample.Random(shape, new AttentionRule { Scale = 1 });
        sample.Q[0] = 1;
        sample.K[17] = key;
        var pattern = sample.Pattern(0, 0);
        Assert.Equal(nanWeights * 40, pattern.Count(float.IsNaN));
        Assert.Equal(nanWeights == 1 ? 0 : 1, pattern.Count(weight => weight == 0));
    }

    [Fact]
    public void Only_scores_of_minus_infinity_make_a_row_of_NaN()
    {
        var shape = new AttentionShape(1, 1, 5, 1, 1, 1);
        var sample = AttentionSample.Random(shape, new AttentionRule { Scale = 1 });
        sample.Q[0] = float.NegativeInfinity;
        Array.Fill(sample.K, 1);
        Assert.All(sample.Pattern(0, 0), weight => Assert.True(float.IsNaN(weight)));
    }

    [Fact]
    public void Scores_of_any_size_give_rows_that_sum_to_one()
    {
        var sample = AttentionSample.Random(
            new AttentionShape(1, 50, 50, 1, 1, 16), new AttentionRule { Scale = 1e6f });
        var pattern = sample.Pattern(0, 0);
        for (var query = 0; query < 50; query++)
        {
            Assert.Equal(1, pattern.Skip(query * 50).Take(50).Sum(weight => (double)weight), 1e-6);
        }
    }

    [Fact]
    public void A_cancelled_run_throws()
    {
        var sample = AttentionSample.Large();
        var z = new float[sample.Q.Length];
        foreach (var threads in (int[])[1, 2])
        {
            Assert.ThrowsAny<OperationCanceledException>(() => Attend.Run(
                sample.Q, sample.K, sample.V, sample.Shape, sample.Rule, z, threads, new(canceled: true)));
        }
    }

    [Fact]
    public void Arrays_rules_and_rows_that_do_not_fit_the_shape_are_refused()
    {
        var shape = new AttentionShape(1, 2, 3, 4, 2, 5);
        void Run(AttentionShape shape, AttentionRule rule) => Attend.Run(
            new float[40], new float[30], new float[30], shape, rule, new float[40],
            cancellation: TestContext.Current.CancellationToken);
        void Rows(int batch, int head, int first, int count) => Attend.Pattern(
            new float[40], new float[30], shape, Causal, batch, head, first, count, new float[count * 3]);

        Run(shape, Causal);
        Rows(0, 3, 1, 1);
        Assert.Throws<ArgumentException>(() => Run(shape with { Keys = 4 }, Causal));
        Assert.Throws<ArgumentException>(() => Run(shape with { KeyValueHeads = 3 }, Causal));
        Assert.Throws<ArgumentException>(() => Run(shape, Causal with { Sinks = new float[3] }));
        Assert.Throws<ArgumentException>(() => Run(shape, Causal with { Bias = new(new float[3, 7], 0) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rows(1, 0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rows(0, 4, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rows(0, 0, 1, 2));
    }

    // Four heads in two groups, head size 20, 60 tokens, each seeing itself and nine before it.
    private static AttentionSample Sample() =>
        AttentionSample.Random(new AttentionShape(1, 60, 60, 4, 2, 20), Causal with { Window = 10 });
}
