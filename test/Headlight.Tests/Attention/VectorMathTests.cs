using System.Runtime.Intrinsics;
using Headlight.Attention;

namespace Headlight.Tests.Attention;

public class VectorMathTests
{
    [Fact]
    public void Exp_is_within_two_units_in_the_last_place()
    {
        var worst = WorstUnits(x => VectorMath.Exp(x), Math.Exp, -87.33f, 80f, 400_000);
        TestContext.Current.TestOutputHelper?.WriteLine($"exp: {worst:f2} units");
        Assert.InRange(worst, 0, 2);
    }

    [Fact]
    public void Exp_knows_its_ends()
    {
        float Exp(float x) => VectorMath.Exp(Vector512.Create(x))[7];
        Assert.Equal(1, Exp(0));
        Assert.Equal(0, Exp(-88));
        Assert.Equal(0, Exp(-1e30f));
        Assert.Equal(0, Exp(float.NegativeInfinity));
        Assert.Equal(float.NaN, Exp(float.NaN));
    }

    [Fact]
    public void Tanh_is_within_two_units_in_the_last_place()
    {
        var worst = WorstUnits(VectorMath.Tanh, Math.Tanh, -12, 12, 400_000);
        worst = Math.Max(worst, WorstUnits(VectorMath.Tanh, Math.Tanh, -1e-3f, 1e-3f, 10_000));
        TestContext.Current.TestOutputHelper?.WriteLine($"tanh: {worst:f2} units");
        Assert.InRange(worst, 0, 2);
    }

    [Fact]
    public void Tanh_knows_its_ends()
    {
        float Tanh(float x) => VectorMath.Tanh(Vector512.Create(x))[3];
        Assert.Equal(0, Tanh(0));
        Assert.Equal(1, Tanh(float.PositiveInfinity));
        Assert.Equal(-1, Tanh(-1e20f));
        Assert.Equal(float.NaN, Tanh(float.NaN));
    }

    [Fact]
    public void Sums_and_the_greatest_take_every_lane()
    {
        var lanes = Vector512.Create(
            1f, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        Assert.Equal(65535, VectorMath.Sum(lanes));
        Assert.Equal(32768, VectorMath.Max(lanes));
        Assert.Equal(-1, VectorMath.Max(-lanes));
        Assert.Equal(255, VectorMath.Sum(Vector512.Create(1.0, 2, 4, 8, 16, 32, 64, 128)));
    }

    private static double WorstUnits(
        Func<Vector512<float>, Vector512<float>> function, Func<double, double> exact, float from, float to,
        int steps)
    {
        var worst = 0.0;
        for (var i = 0; i <= steps; i++)
        {
            var x = from + (to - from) * ((float)i / steps);
            var expected = exact(x);
            var size = MathF.Abs((float)expected);
            var unit = (double)MathF.BitIncrement(size) - size;
            worst = Math.Max(worst, Math.Abs(function(Vector512.Create(x))[i % 16] - expected) / unit);
        }
        return worst;
    }
}
