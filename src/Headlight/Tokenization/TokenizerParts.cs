namespace Headlight.Tokenization;

/// <summary>What a tokenizer is made of, whichever file it comes from.</summary>
internal sealed record TokenizerParts
{
    public INormalizer? Normalizer { get; init; }

    public IPreTokenizer? PreTokenizer { get; init; }

    public required ITokenModel Model { get; init; }

    public IPostProcessor? PostProcessor { get; init; }

    public required IDecoder Decoder { get; init; }

    public IReadOnlyList<AddedToken> Added { get; init; } = [];

    public required SpecialTokens Special { get; init; }
}
