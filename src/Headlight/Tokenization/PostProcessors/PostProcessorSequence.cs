namespace Headlight.Tokenization.PostProcessors;

/// <summary>One after the other.</summary>
internal sealed class PostProcessorSequence(IReadOnlyList<IPostProcessor> steps) : IPostProcessor
{
    public bool TakesPairs => steps.Any(step => step.TakesPairs);

    public IReadOnlyList<IReadOnlyList<Piece>> Process(IReadOnlyList<IReadOnlyList<Piece>> texts,
        bool addSpecialTokens) =>
        steps.Aggregate(texts, (current, step) => step.Process(current, addSpecialTokens));
}
