namespace Headlight.Mediation;

/// <summary>
/// What was measured of one pair. p(c | u) is exp of the mean of ln p over the candidate's tokens; y = p(anti) /
/// p(stereo); u_null is the prompt with "she", u_swap that with "he". Heads are [layer][head]; NaN where not measured.
/// </summary>
public sealed record MediationResult
{
    /// <summary>The pair's name.</summary>
    public required string Id { get; init; }

    /// <summary>Tokens of each prompt.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>ln p of the stereotypical and the other continuation after "she".</summary>
    public required double[] LogShe { get; init; }

    /// <summary>The same after "he".</summary>
    public required double[] LogHe { get; init; }

    /// <summary>y(null).</summary>
    public double Null => Math.Exp(LogShe[1] - LogShe[0]);

    /// <summary>y(swap).</summary>
    public double Swap => Math.Exp(LogHe[1] - LogHe[0]);

    /// <summary>Total effect: y(swap) / y(null) − 1.</summary>
    public double Total => Swap / Null - 1;

    /// <summary>Indirect and direct effect of all heads' patterns; NaN where not measured.</summary>
    public required (double Indirect, double Direct) Model { get; init; }

    /// <summary>Of all heads of each layer.</summary>
    public required IReadOnlyList<(double Indirect, double Direct)> Layers { get; init; }

    /// <summary>
    /// Of each head: y(null, pattern as in swap) / y(null) − 1, y(swap, pattern as in null) / y(null) − 1.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<(double Indirect, double Direct)>> Heads { get; init; }

    /// <summary>After "she": weight from the pronoun on the first occupation minus that on the second.</summary>
    public required double[][] GapShe { get; init; }

    /// <summary>The same after "he".</summary>
    public required double[][] GapHe { get; init; }

    /// <summary>Whether the first occupation is the one that statistics call female; null: not said.</summary>
    public bool? FemaleFirst { get; init; }

    /// <summary>
    /// gap(she) − gap(he), counted from the occupation that statistics call female to the other; NaN where it is not
    /// said which is which.
    /// </summary>
    public double WeightChange(int layer, int head) => FemaleFirst is { } first
        ? (GapShe[layer][head] - GapHe[layer][head]) * (first ? 1 : -1) : double.NaN;

    /// <summary>Heads switched off; null where not measured.</summary>
    public AblationResult? Ablation { get; init; }

    /// <summary>Links cut; null where not measured.</summary>
    public EdgeResult? Edges { get; init; }
}

/// <summary>Changes of the log odds ln p(anti) − ln p(stereo) when a head is switched off, [layer][head].</summary>
/// <param name="ZeroShe">By 0, after "she".</param>
/// <param name="MeanShe">By its mean, after "she".</param>
/// <param name="ZeroHe">By 0, after "he".</param>
/// <param name="MeanHe">By its mean, after "he".</param>
public sealed record AblationResult(double[][] ZeroShe, double[][] MeanShe, double[][] ZeroHe, double[][] MeanHe);

/// <summary>Changes of the log odds when links from the pronoun to occupations are cut.</summary>
/// <param name="Heads">The heads whose links were cut, in order.</param>
/// <param name="She">After "she".</param>
/// <param name="He">After "he".</param>
public sealed record EdgeResult(IReadOnlyList<(int Layer, int Head)> Heads, EdgeEffects She, EdgeEffects He);

/// <summary>
/// Targets are the first occupation, the second, both; each without and with renormalising the row.
/// </summary>
/// <param name="Head">[head][target][renormalised]</param>
/// <param name="AllHeads">The same links cut in every head of every layer, [target][renormalised].</param>
/// <param name="Weight">The weight taken away from each head, [head][occupation].</param>
public sealed record EdgeEffects(double[][][] Head, double[][] AllHeads, double[][] Weight);
