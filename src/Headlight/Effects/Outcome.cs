namespace Headlight.Effects;

/// <summary>A number that a run ends in, named: what an edit has an effect on.</summary>
public abstract record Outcome
{
    /// <summary>What is measured, in words.</summary>
    public abstract string Name { get; }

    /// <summary>The unit: `nats`, or empty for a number without one.</summary>
    public virtual string Unit => "nats";
}

/// <summary>
/// KL(as it is ‖ changed) = Σ p · ln(p / q) of the next token (of the token at the mask, where the text has one). As it
/// is, it is 0. For models with a vocabulary head.
/// </summary>
public sealed record NextWordDivergence : Outcome
{
    /// <inheritdoc/>
    public override string Name => "KL(as it is ‖ changed) of the next word";
}

/// <summary>
/// ln p(first | text) − ln p(second | text), each the mean over the tokens after the part that both share, which is
/// read as part of the text; without a second, ln p(first | text). A continuation begins with a space where the text
/// goes on with a new word. For decoders.
/// </summary>
/// <param name="First">The continuation that makes it greater.</param>
/// <param name="Second">The one that makes it smaller, or null.</param>
/// <param name="Whole">
/// Each mean is over all tokens of its continuation, those that both begin with too: as in Vig et al. 2020, arXiv
/// 2004.12265, and in all measures of pairs of prompts.
/// </param>
public sealed record ContinuationOdds(string First, string? Second, bool Whole = false) : Outcome
{
    /// <inheritdoc/>
    public override string Name => Second is null
        ? $"ln p of “{First}”, mean over its tokens"
        : $"log odds of “{First}” against “{Second}”, means over " +
            (Whole ? "all their tokens" : "the tokens after they part");
}

/// <summary>ln p(first) − ln p(second) at the text's mask. For models that fill masks in.</summary>
/// <param name="First">A word that is one token.</param>
/// <param name="Second">Another.</param>
public sealed record MaskedOdds(string First, string Second) : Outcome
{
    /// <inheritdoc/>
    public override string Name => $"log odds of “{First}” against “{Second}” at the mask";
}

/// <summary>
/// Cosine of the sentence vectors of the text and of another, which is read as it is. For encoders.
/// </summary>
/// <param name="Other">The other text.</param>
public sealed record SentenceSimilarity(string Other) : Outcome
{
    /// <inheritdoc/>
    public override string Name => $"cosine similarity with “{Other}”";

    /// <inheritdoc/>
    public override string Unit => "";
}
