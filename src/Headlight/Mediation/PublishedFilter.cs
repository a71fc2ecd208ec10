namespace Headlight.Mediation;

/// <summary>
/// The filter of the published study (Vig et al. 2020, section 4): pairs whose total effect is above 0, and of these
/// the upper three quarters. It selects on the outcome, so what it keeps shows larger effects than there are.
/// </summary>
public static class PublishedFilter
{
    /// <summary>What it keeps, in order.</summary>
    public static IReadOnlyList<MediationResult> Keep(IReadOnlyList<MediationResult> results)
    {
        double[] above = [.. results.Select(result => result.Total).Where(total => total > 0).Order()];
        return above.Length == 0 ? [] : [.. results.Where(result => result.Total > Bootstrap.Quantile(above, 0.25))];
    }
}
