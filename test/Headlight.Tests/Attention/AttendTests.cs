namespace Headlight.Tests.Attention;

public class AttendTests
{
    [Fact]
    public void Patterns_and_z_are_those_of_plain_loops_in_double_precision()
    {
        var worst = (Weight: 0.0, Sum: 0.0, Z: 0.0);
        for (var seed = 0; seed < 150; seed++)
        {
            var sample = AttentionSample.Random(seed);
            var z = sample.Run();
            for (var head = 0; head < sample.Shape.Heads; head++)
            {
                var error = ErrorOfHead(sample, z, seed % sample.Shape.Batch, head);
                worst = (Math.Max(worst.Weight, error.Weight), Math.Max(worst.Sum, error.Sum),
                    Math.Max(worst.Z, error.Z));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"largest differences: {worst}");
        Assert.InRange(worst.Weight, 0, 1e-6);
        Assert.InRange(worst.Sum, 0, 1e-6);
        Assert.InRange(worst.Z, 0, 5e-6);
    }

    [Fact]
    public void Scores_are_those_of_plain_loops_and_minus_infinity_where_masked()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var sample = AttentionSample.Random(seed);
            var head = seed % sample.Shape.Heads;
            var scores = sample.Scores(0, head);
            for (var query = 0; query < sample.Shape.Queries; query++)
            {
                var expected = PlainAttention.Scores(sample, 0, head, query);
                for (var key = 0; key < expected.Length; key++)
                {
                    var score = scores[query * expected.Length + key];
                    Assert.Equal(double.IsNaN(expected[key]), float.IsNegativeInfinity(score));
                    Assert.False(Math.Abs(score - expected[key]) > 1e-5, $"{seed}: {score}, {expected[key]}");
                }
            }
        }
    }

    [Fact]
    public void Masked_keys_have_weight_exactly_zero_and_others_more()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var sample = AttentionSample.Random(seed);
            var pattern = sample.Pattern(0, 0);
            for (var i = 0; i < pattern.Length; i++)
            {
                var (query, key) = (i / sample.Shape.Keys, i % sample.Shape.Keys);
                var masked = PlainAttention.IsMasked(sample.Rule, key - sample.Shape.FirstQuery - query);
                Assert.Equal(masked, pattern[i] == 0);
            }
        }
    }

    private static (double Weight, double Sum, double Z) ErrorOfHead(
        AttentionSample sample, float[] z, int batch, int head)
    {
        var (weight, sum, mixed) = (0.0, 0.0, 0.0);
        var pattern = sample.Pattern(batch, head);
        for (var query = 0; query < sample.Shape.Queries; query++)
        {
            var row = pattern.AsSpan(query * sample.Shape.Keys, sample.Shape.Keys);
            var expected = PlainAttention.Pattern(sample, batch, head, query);
            var expectedZ = PlainAttention.Mix(expected, sample, batch, head);
            var index = PlainAttention.QueryIndex(sample.Shape, batch, query, head);
            var ourZ = z.AsSpan(index, expectedZ.Length);
            weight = Math.Max(weight, Difference(row, expected));
            mixed = Math.Max(mixed, Difference(ourZ, expectedZ));
            sum = Math.Max(sum, Math.Abs(row.ToArray().Sum(w => (double)w) - expected.Sum()));
        }
        return (weight, sum, mixed);
    }

    private static double Difference(ReadOnlySpan<float> ours, double[] expected)
    {
        var worst = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(ours[i] - expected[i]);
            worst = difference <= worst ? worst : difference; // a NaN must not pass
        }
        return worst;
    }
}
