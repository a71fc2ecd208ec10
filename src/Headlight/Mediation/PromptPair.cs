namespace Headlight.Mediation;

/// <summary>
/// Two prompts that differ in their last token, a pronoun, and two continuations: one that fits the occupation which
/// statistics call female, and one that fits the other.
/// </summary>
public sealed record PromptPair
{
    /// <summary>A name that is its own in a set.</summary>
    public required string Id { get; init; }

    /// <summary>The prompt that ends in she or her: u_null.</summary>
    public required string PromptShe { get; init; }

    /// <summary>The prompt that ends in he or his: u_swap.</summary>
    public required string PromptHe { get; init; }

    /// <summary>The continuation that is stereotypical after <see cref="PromptShe"/>, with its space.</summary>
    public required string CandidateStereo { get; init; }

    /// <summary>The other one.</summary>
    public required string CandidateAnti { get; init; }

    /// <summary>The occupation that is mentioned first; empty: none, then there is no gap and no link to cut.</summary>
    public required string Occupation1 { get; init; }

    /// <summary>The other one.</summary>
    public required string Occupation2 { get; init; }

    /// <summary>Whether the first occupation is the one that statistics call female; null: not said.</summary>
    public bool? FemaleFirst { get; init; }

    /// <summary>Where it is from, in words; may be empty.</summary>
    public string Source { get; init; } = "";
}
