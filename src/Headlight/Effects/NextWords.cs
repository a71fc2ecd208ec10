using Headlight.Analysis;
using Headlight.Readings;

namespace Headlight.Effects;

/// <summary>The distribution over the vocabulary after the last token, and how far two are apart.</summary>
public static class NextWords
{
    /// <summary>Σ p · ln(p / q) in nats, p of the first reading, q of the second.</summary>
    /// <exception cref="RequestException">A reading without logits, or of another vocabulary.</exception>
    public static double Divergence(Reading before, Reading after)
    {
        var p = Logits(before);
        var q = Logits(after);
        return p.Length == q.Length
            ? Softmax.Divergence(Softmax.Of(p), Softmax.Of(q))
            : throw new RequestException($"The vocabularies differ: {p.Length} and {q.Length} tokens.");
    }

    /// <summary>The probability of one token.</summary>
    /// <exception cref="RequestException">A reading without logits.</exception>
    public static double Probability(Reading reading, int id) => Math.Exp(Softmax.Log(Logits(reading), id));

    private static ReadOnlySpan<float> Logits(Reading reading) => reading.LastLogits.Length > 0
        ? reading.LastLogits.Span
        : throw new RequestException($"{reading.Model.Name} gives no next words: it has no head over its vocabulary.");
}
