namespace Headlight.Tests.Attention;

public class AttendTests
{
    [Fact]
    public void Patterns_and_z_are_those_of_plain_loops_in_double_precision()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var sample = AttentionSample.Random(seed);
            var z = sample.Run(threads: 1 + seed % 3);
            for (var batch = 0; batch < sample.Shape.Batch; batch++)
            {
                for (var head = 0; head < sample.Shape.Heads; head++)
                {
                    CheckHead(sample, z, batch, head, seed);
                }
            }
        }
    }

    private static void CheckHead(AttentionSample sample, float[] z, int batch, int head, int seed)
    {
        var shape = sample.Shape;
        var pattern = sample.Pattern(batch, head);
        for (var query = 0; query < shape.Queries; query++)
        {
            var expected = PlainAttention.Pattern(sample.Q, sample.K, shape, sample.Rule, batch, head, query);
            for (var key = 0; key < shape.Keys; key++)
            {
                var weight = pattern[query * shape.Keys + key];
                Assert.True(Math.Abs(weight - expected[key]) <= 1e-6, $"seed {seed} {sample.Shape} {sample.Rule}: L{head} {query},{key}: {weight} for {expected[key]}");
            }
            var mixed = PlainAttention.Mix(expected, sample.V, shape, batch, head);
            for (var i = 0; i < shape.HeadSize; i++)
            {
                Assert.Equal(mixed[i], z[PlainAttention.QueryIndex(shape, batch, query, head, i)], 4e-6);
            }
        }
    }
}
