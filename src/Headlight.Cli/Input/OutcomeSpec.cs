using Headlight.Effects;
using Headlight.Readings;

namespace Headlight.Cli.Input;

/// <summary>An outcome on the command line: `next`, `" said| asked"`, `" said"`, `like:TEXT`.</summary>
internal static class OutcomeSpec
{
    private const string Like = "like:";

    public const string Forms =
        "next (KL of the next word), \"A|B\" (log odds of two continuations, or of two words at the mask), \"A\" " +
        "(log probability of one), like:TEXT (cosine similarity)";

    /// <exception cref="RequestException">It is none of the forms.</exception>
    public static Outcome Parse(string? spec, TransformerModel model, Reading reading)
    {
        if (spec is null)
        {
            return model.OutcomeOf(reading);
        }
        if (spec.StartsWith(Like, StringComparison.Ordinal))
        {
            return new SentenceSimilarity(spec[Like.Length..]);
        }
        var parts = spec.Split('|');
        if (parts.Length > 2 || parts.Any(part => part.Trim().Length == 0))
        {
            throw new RequestException($"--outcome is `{spec}`; one of these was expected: {Forms}.");
        }
        return spec == "next" ? new NextWordDivergence()
            : parts.Length == 1 ? new ContinuationOdds(parts[0], null)
            : model.Info.Head == HeadKind.AtPosition ? new MaskedOdds(parts[0], parts[1])
            : new ContinuationOdds(parts[0], parts[1]);
    }
}
