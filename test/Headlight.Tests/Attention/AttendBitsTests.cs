using Headlight.Attention;

namespace Headlight.Tests.Attention;

/// <summary>The same bits however the work is cut, shared or placed.</summary>
public class AttendBitsTests
{
    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var sample = AttentionSample.Large();
        var z = sample.Run(threads: 1);
        foreach (var threads in (int[])[0, 2, 3, 7])
        {
            Assert.Equal(z, sample.Run(threads));
        }
    }

    [Fact]
    public void Runs_at_the_same_time_do_not_disturb_each_other()
    {
        var samples = Enumerable.Range(0, 24)
            .Select(seed => seed % 4 == 0 ? AttentionSample.Large() : AttentionSample.Random(seed)).ToArray();
        var alone = samples.Select(sample => sample.Run()).ToArray();
        var together = new float[samples.Length][];
        Parallel.For(0, samples.Length, i => together[i] = samples[i].Run(threads: 2));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Run_mixes_the_values_with_the_very_weights_that_Pattern_gives()
    {
        AssertMixed(AttentionSample.Large());
        for (var seed = 0; seed < 100; seed++)
        {
            AssertMixed(AttentionSample.Random(seed));
        }
    }

    [Fact]
    public void Scores_are_one_chain_of_fused_multiply_adds()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var sample = AttentionSample.Random(seed);
            sample = sample with { Rule = new AttentionRule { Scale = 0.3f } };
            var scores = sample.Scores(0, 0);
            for (var i = 0; i < scores.Length; i++)
            {
                var q = PlainAttention.QueryIndex(sample.Shape, 0, i / sample.Shape.Keys, 0);
                var k = PlainAttention.KeyIndex(sample.Shape, 0, i % sample.Shape.Keys, 0);
                Assert.Equal(Chain(sample, q, k) * 0.3f, scores[i]);
            }
        }
    }

    [Fact]
    public void Rows_asked_for_one_by_one_have_the_bits_of_all_rows()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var sample = AttentionSample.Random(seed);
            var (shape, head) = (sample.Shape, seed % sample.Shape.Heads);
            var all = sample.Pattern(0, head);
            var row = new float[shape.Keys];
            for (var query = 0; query < shape.Queries; query++)
            {
                Attend.Pattern(sample.Q, sample.K, shape, sample.Rule, 0, head, query, 1, row);
                Assert.Equal(row, all.AsSpan(query * shape.Keys, shape.Keys));
            }
        }
    }

    [Fact]
    public void A_query_alone_gets_the_bits_it_gets_among_others()
    {
        var sample = AttentionSample.Large();
        var (shape, z) = (sample.Shape, sample.Run());
        var width = shape.Heads * shape.HeadSize;
        var alone = shape with { Batch = 1, Queries = 1, FirstQuery = shape.FirstQuery + 77 };
        var oneZ = new float[width];
        Attend.Run(
            sample.Q.AsSpan(77 * width, width), sample.K.AsSpan(0, (int)alone.KeySize),
            sample.V.AsSpan(0, (int)alone.KeySize), alone, sample.Rule, oneZ,
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(oneZ, z.AsSpan(77 * width, width));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(13)]
    public void Arrays_at_odd_offsets_give_the_same_bits(int offset)
    {
        var sample = AttentionSample.Large();
        float[] Shifted(float[] values) => [.. new float[offset], .. values];
        var (q, k, v) = (Shifted(sample.Q), Shifted(sample.K), Shifted(sample.V));
        var z = new float[offset + sample.Q.Length];
        Attend.Run(
            q.AsSpan(offset), k.AsSpan(offset), v.AsSpan(offset), sample.Shape, sample.Rule, z.AsSpan(offset),
            threads: 2, TestContext.Current.CancellationToken);
        Assert.Equal(sample.Run(), z.AsSpan(offset));
    }

    private static float Chain(AttentionSample sample, int q, int k)
    {
        var sum = 0f;
        for (var i = 0; i < sample.Shape.HeadSize; i++)
        {
            sum = MathF.FusedMultiplyAdd(sample.Q[q + i], sample.K[k + i], sum);
        }
        return sum;
    }

    private static void AssertMixed(AttentionSample sample)
    {
        var (shape, z) = (sample.Shape, sample.Run(threads: 2));
        for (var row = 0; row < shape.Batch * shape.Heads; row++)
        {
            var (batch, head) = (row / shape.Heads, row % shape.Heads);
            var pattern = sample.Pattern(batch, head);
            for (var query = 0; query < shape.Queries; query++)
            {
                var expected = Mix(sample, batch, head, pattern.AsSpan(query * shape.Keys, shape.Keys));
                var index = PlainAttention.QueryIndex(shape, batch, query, head);
                Assert.Equal(expected, z.AsSpan(index, shape.HeadSize));
            }
        }
    }

    private static float[] Mix(AttentionSample sample, int batch, int head, ReadOnlySpan<float> weights)
    {
        var z = new float[sample.Shape.HeadSize];
        for (var key = 0; key < weights.Length; key++)
        {
            var v = sample.V.AsSpan(PlainAttention.KeyIndex(sample.Shape, batch, key, head), z.Length);
            for (var i = 0; i < z.Length; i++)
            {
                z[i] = MathF.FusedMultiplyAdd(weights[key], v[i], z[i]);
            }
        }
        return z;
    }
}
