using Headlight.Effects;
using Headlight.Readings;

namespace Headlight.Cli.Input;

/// <summary>An outcome on the command line: `next`, `" said| asked"`, `" said"`, `whole:A|B`, `like:TEXT`.</summary>
internal static class OutcomeSpec
{
    private const string Like = "like:";
    private const string Whole = "whole:";

    public const string Forms =
        "next (KL of the next word), \"A|B\" (log odds of two continuations, or of two words at the mask), \"A\" " +
        "(log probability of one), whole:A|B (means over all their tokens, as in pairs of prompts), like:TEXT " +
        "(cosine similarity)";

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
        var whole = spec.StartsWith(Whole, StringComparison.Ordinal);
        var parts = spec[(whole ? Whole.Length : 0)..].Split('|');
        if (parts.Length > 2 || (whole && parts.Length < 2) || parts.Any(part => part.Trim().Length == 0))
        {
            throw new RequestException($"--outcome is `{spec}`; one of these was expected: {Forms}.");
        }
        return spec == "next" ? new NextWordDivergence()
            : parts.Length == 1 ? new ContinuationOdds(parts[0], null)
            : model.Info.Head == HeadKind.AtPosition && !whole ? new MaskedOdds(parts[0], parts[1])
            : new ContinuationOdds(parts[0], parts[1], whole);
    }
}
