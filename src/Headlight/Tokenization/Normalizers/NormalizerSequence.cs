namespace Headlight.Tokenization.Normalizers;

/// <summary>One normalizer after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<INormalizer> steps) : INormalizer
{
    public AlignedText Normalize(AlignedText text) =>
        steps.Aggregate(text, (current, step) => step.Normalize(current));
}
