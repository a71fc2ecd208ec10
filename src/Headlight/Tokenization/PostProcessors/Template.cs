namespace Headlight.Tokenization.PostProcessors;

/// <summary>Texts and special tokens in a fixed order, each with its segment.</summary>
internal sealed class Template(IReadOnlyList<TemplatePart> single, IReadOnlyList<TemplatePart> pair,
    bool takesPairs) : IPostProcessor
{
    public bool TakesPairs => takesPairs;

    public IReadOnlyList<IReadOnlyList<Piece>> Process(IReadOnlyList<IReadOnlyList<Piece>> texts,
        bool addSpecialTokens) =>
        [[.. (texts.Count == 1 ? single : pair).SelectMany(part => Part(part, texts, addSpecialTokens))]];

    private static IEnumerable<Piece> Part(TemplatePart part, IReadOnlyList<IReadOnlyList<Piece>> texts,
        bool addSpecialTokens) =>
        part.Text is { } text ? texts[text].Select(piece => piece with { TypeId = part.TypeId })
        : addSpecialTokens ? part.Special.Select(special => new Piece(special.Id, special.Token, default,
            part.TypeId, -1))
        : [];
}

/// <summary>A text (0 or 1) or special tokens, with the segment they get.</summary>
internal sealed record TemplatePart(int? Text, IReadOnlyList<(int Id, string Token)> Special, int TypeId);
