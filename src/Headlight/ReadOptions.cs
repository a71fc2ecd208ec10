namespace Headlight;

/// <summary>How a text is read and what is written down.</summary>
public sealed record ReadOptions
{
    /// <summary>Add the special tokens that the tokenizer puts around a text ([CLS] … [SEP]).</summary>
    public bool SpecialTokens { get; init; } = true;

    /// <summary>Put the vocabulary's start token first, where the tokenizer has not done so itself.</summary>
    public bool StartToken { get; init; }

    /// <summary>Record q, k, v and the norms of values. Off: only the outcome is computed.</summary>
    public bool Attention { get; init; } = true;

    /// <summary>Record z (pattern times values) of every layer.</summary>
    public bool Z { get; init; }

    /// <summary>Record the residual stream after every block.</summary>
    public bool States { get; init; }

    /// <summary>Compute logits of every position, not only of the last.</summary>
    public bool AllLogits { get; init; }

    /// <summary>How many predictions to keep.</summary>
    public int Predictions { get; init; } = 10;
}
