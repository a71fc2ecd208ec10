namespace Headlight.Tokenization;

/// <summary>A vocabulary as a GGUF file holds it (tokenizer.ggml.*).</summary>
internal sealed record GgufVocabulary
{
    public required string Model { get; init; }

    public string? Pre { get; init; }

    public required IReadOnlyList<string> Tokens { get; init; }

    public IReadOnlyList<float>? Scores { get; init; }

    /// <summary>1 normal, 2 unknown, 3 control, 4 user defined, 5 unused, 6 byte.</summary>
    public IReadOnlyList<int>? TokenTypes { get; init; }

    public IReadOnlyList<string>? Merges { get; init; }

    public required SpecialTokens Special { get; init; }

    public bool? AddBos { get; init; }

    /// <summary>Whether an end token follows each text.</summary>
    public bool AddEos { get; init; }

    public bool? AddSpacePrefix { get; init; }
}
