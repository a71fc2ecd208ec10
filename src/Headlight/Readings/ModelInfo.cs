namespace Headlight.Readings;

/// <summary>What a model is, as far as a reading's reader needs to know.</summary>
public sealed record ModelInfo
{
    /// <summary>Bundled name, folder or file it was loaded from, shortened for display.</summary>
    public required string Name { get; init; }

    /// <summary>`BERT`, `GPT-2`, `Llama`.</summary>
    public required string Family { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    /// <summary>Numbers per head in q, k and v.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Numbers per token in the residual stream.</summary>
    public required int Width { get; init; }

    /// <summary>The longest text, in tokens; 0 where positions are relative and set no limit.</summary>
    public required int Positions { get; init; }

    /// <summary>Entries of the vocabulary as the weights have it.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>How most weights are stored: `F32`, `F16`, `BF16`, `Q4_1`.</summary>
    public required string Precision { get; init; }

    /// <summary>Number of weights.</summary>
    public required long Parameters { get; init; }

    /// <summary>Bytes of the weights on disk.</summary>
    public required long Bytes { get; init; }

    /// <summary>The licence that the checkpoint states, or null where it states none.</summary>
    public string? License { get; init; }

    /// <summary>What the vocabulary head says: nothing, the next word, or the word at this position.</summary>
    public required HeadKind Head { get; init; }

    /// <summary>Whether queries see later tokens.</summary>
    public required bool Causal { get; init; }

    /// <summary>Whether a second text can be given.</summary>
    public required bool TakesPairs { get; init; }
}

/// <summary>What logits of a model mean.</summary>
public enum HeadKind
{
    /// <summary>The model has no head over its vocabulary.</summary>
    None,

    /// <summary>The word after each position.</summary>
    Next,

    /// <summary>The word at each position (a masked-language head).</summary>
    AtPosition,
}
