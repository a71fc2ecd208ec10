using Headlight.Attention;

namespace Headlight.Tests.Attention;

public class OutputNormsTests
{
    [Theory]
    [InlineData(9, 64, 576, 3)]
    [InlineData(4, 12, 48, 4)]
    [InlineData(2, 80, 37, 1)] // wider than the model: singular
    [InlineData(3, 1, 5, 3)]
    public void Norms_are_those_of_plain_loops(int heads, int headSize, int width, int keyValueHeads)
    {
        var random = new Random(heads);
        var weight = AttentionSample.Normal(random, (long)heads * headSize * width, 0.2);
        AssertNorms(weight, random, heads, headSize, width, keyValueHeads);
    }

    [Fact]
    public void Weights_of_low_rank_or_badly_scaled_keep_their_accuracy()
    {
        var random = new Random(5);
        var weight = AttentionSample.Normal(random, 4 * 32 * 100, 1);
        for (var i = 0; i < 32; i++)
        {
            for (var o = 0; o < 100; o++)
            {
                weight[i * 100 + o] = 0; // head 0: nothing
                weight[(32 + i) * 100 + o] = i * weight[32 * 100 + o]; // head 1: rank 1
                weight[(64 + i) * 100 + o] *= MathF.Pow(10, -i / 2f); // head 2: graded
                weight[(96 + i) * 100 + o] = i < 20 ? weight[(96 + i) * 100 + o] : weight[(76 + i) * 100 + o];
            }
        }
        AssertNorms(weight, random, 4, 32, 100, 2);
    }

    [Fact]
    public void A_value_in_the_null_space_has_almost_no_norm()
    {
        var random = new Random(6);
        var row = AttentionSample.Normal(random, 64, 1);
        float[] weight = [.. row, .. row.Select(x => -2 * x)]; // v · W = (v0 − 2 v1) · row
        var norms = new float[1];
        OutputNorms.From(weight, 1, 2, 64).Compute([2f, 1f], new AttentionShape(1, 1, 1, 1, 1, 2), norms);
        Assert.InRange(norms[0], 0, 2e-7 * Math.Sqrt(5 * 64 * 5));
    }

    [Fact]
    public void NaN_in_a_weight_makes_its_heads_norms_NaN_and_no_others()
    {
        var random = new Random(7);
        var weight = AttentionSample.Normal(random, 3 * 4 * 10, 1);
        weight[4 * 10 + 17] = float.NaN;
        var norms = new float[3 * 6];
        OutputNorms.From(weight, 3, 4, 10)
            .Compute(AttentionSample.Normal(random, 72, 1), new AttentionShape(1, 6, 6, 3, 3, 4), norms);
        Assert.All(Enumerable.Range(0, 18), i => Assert.Equal(i / 6 == 1, float.IsNaN(norms[i])));
    }

    [Fact]
    public void Enormous_values_do_not_overflow_before_the_root()
    {
        var norms = new float[1];
        var shape = new AttentionShape(1, 1, 1, 1, 1, 2);
        OutputNorms.From([1, 0, 0, 1], 1, 2, 2).Compute([3e30f, 4e30f], shape, norms);
        Assert.Equal(5e30f, norms[0], 1e24f);
    }

    private static void AssertNorms(
        float[] weight, Random random, int heads, int headSize, int width, int keyValueHeads)
    {
        var shape = new AttentionShape(2, 1, 101, heads, keyValueHeads, headSize);
        var v = AttentionSample.Normal(random, shape.KeySize, 3);
        var norms = new float[2 * heads * 101];
        OutputNorms.From(weight, heads, headSize, width).Compute(v, shape, norms);
        var transposed = new float[norms.Length];
        OutputNorms.From(Transpose(weight, width), heads, headSize, width, transposed: true)
            .Compute(v, shape, transposed);
        Assert.Equal(norms, transposed);
        var worst = 0.0;
        for (var row = 0; row < 2 * heads; row++)
        {
            var slice = weight.AsSpan(row % heads * headSize * width, headSize * width);
            var greatest = GreatestSingularValue(slice, headSize, width);
            for (var key = 0; key < 101; key++)
            {
                var value = v.AsSpan(PlainAttention.KeyIndex(shape, row / heads, key, row % heads), headSize);
                var error = Math.Abs(norms[row * 101 + key] - Norm(Times(ToDouble(value), slice, width)));
                worst = Math.Max(worst, error == 0 ? 0 : error / (greatest * Norm(ToDouble(value))));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"largest difference: {worst:e1} of σmax(W)·|v|");
        Assert.InRange(worst, 0, 2e-7);
    }

    private static double[] ToDouble(ReadOnlySpan<float> v) => [.. v.ToArray().Select(x => (double)x)];

    private static double Norm(double[] v) => Math.Sqrt(v.Sum(x => x * x));

    private static double[] Times(double[] v, ReadOnlySpan<float> w, int width)
    {
        var product = new double[width];
        for (var i = 0; i < w.Length; i++)
        {
            product[i % width] += v[i / width] * w[i];
        }
        return product;
    }

    private static double[] Scaled(double[] v)
    {
        var norm = Norm(v);
        return [.. v.Select(x => x / norm)];
    }

    // By power iteration, from below.
    private static double GreatestSingularValue(ReadOnlySpan<float> w, int headSize, int width)
    {
        var v = Enumerable.Range(1, headSize).Select(i => Math.Sin(i)).ToArray();
        var growth = 0.0;
        for (var step = 0; step < 30; step++)
        {
            v = Scaled(v);
            var product = Times(v, w, width);
            growth = Norm(product);
            if (growth == 0)
            {
                return 0;
            }
            var next = new double[headSize];
            for (var i = 0; i < w.Length; i++)
            {
                next[i / width] += w[i] * product[i % width];
            }
            v = next;
        }
        return growth;
    }

    private static float[] Transpose(float[] rows, int width)
    {
        var count = rows.Length / width;
        return [.. Enumerable.Range(0, rows.Length).Select(i => rows[i % count * width + i / count])];
    }
}
