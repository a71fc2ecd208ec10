namespace Headlight.Analysis;

/// <summary>A text as one vector, as sentence embedders are compared.</summary>
internal static class SentenceVector
{
    /// <summary>The mean of hidden states, [tokens, width], scaled to length 1.</summary>
    public static float[] Of(ReadOnlySpan<float> hidden, int width)
    {
        var (mean, tokens) = (new double[width], hidden.Length / width);
        for (var i = 0; i < hidden.Length; i++)
        {
            mean[i % width] += hidden[i] / (double)tokens;
        }
        var length = Math.Sqrt(mean.Sum(number => number * number));
        return [.. mean.Select(number => (float)(number / length))];
    }
}
