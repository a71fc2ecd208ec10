using Headlight.Attention;
using Headlight.Effects;

namespace Headlight.Mediation;

/// <summary>What is measured of a pair besides its total effect. The three questions keep three names.</summary>
[Flags]
public enum MediationMeasures
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>
    /// Can a head carry the difference? Indirect and direct effects, Vig et al. 2020 (arXiv 2004.12265).
    /// </summary>
    Mediation = 1,

    /// <summary>Is a head needed? Switched off, by zero and by its mean.</summary>
    Ablation = 2,

    /// <summary>Do the links from the pronoun to the occupations matter? Cut, with and without renormalising.</summary>
    Edges = 4,
}

/// <summary>How a pair is measured.</summary>
public sealed record MediationOptions
{
    /// <summary>What is measured.</summary>
    public MediationMeasures Measures { get; init; } = MediationMeasures.Mediation;

    /// <summary>The heads that are measured; empty: all. Others are NaN in the result.</summary>
    public IReadOnlyList<HeadChoice> Heads { get; init; } = [];

    /// <summary>What a head that is switched off writes; null: its mean over the reference corpus.</summary>
    public HeadMeans? Means { get; init; }
}
