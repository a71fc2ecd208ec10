using System.Numerics.Tensors;

namespace Headlight.Mediation;

/// <summary>
/// The single-step maxT procedure of Westfall and Young 1993 with random signs: if nothing had an effect, an example's
/// values could as well have the other sign, all heads' together.
/// </summary>
internal static class SignFlips
{
    private const int Flips = 10_000;

    /// <summary>
    /// For each quantity, [quantities][examples]: the share of flips whose greatest |t| is as great as its.
    /// </summary>
    public static double[] Corrected(double[][] values, int seed)
    {
        if (values.Length == 0 || values[0].Length < 2)
        {
            return [.. values.Select(_ => double.NaN)];
        }
        var n = values[0].Length;
        var squares = values.Select(own => TensorPrimitives.SumOfSquares<double>(own)).ToArray();
        var random = new Random(seed);
        var signs = Enumerable.Range(0, Flips).Select(_ => Enumerable.Range(0, n).Select(
            _ => random.Next(2) * 2.0 - 1).ToArray()).ToArray();
        var greatest = signs.AsParallel().AsOrdered().Select(
            sign => values.Select((own, i) => T(TensorPrimitives.Dot<double>(own, sign), squares[i], n)).Max())
            .ToArray();
        return [.. values.Select((own, i) =>
        {
            var t = T(TensorPrimitives.Sum<double>(own), squares[i], n);
            return (1.0 + greatest.Count(other => other >= t - 1e-12)) / (Flips + 1);
        })];
    }

    // |t| of the mean; flipping signs leaves the sum of squares as it is.
    private static double T(double sum, double squares, int n)
    {
        var variance = (squares - sum * sum / n) / (n - 1);
        return squares == 0 ? 0 : Math.Abs(sum / n) / Math.Sqrt(Math.Max(variance, 1e-300) / n);
    }
}
