using Headlight.Attention;
using Headlight.Effects;
using Headlight.Readings;

namespace Headlight.Mediation;

/// <summary>A pair whose prompts were read: ids, patterns, and where the occupations stand.</summary>
internal sealed class CheckedPair
{
    /// <exception cref="RequestException">
    /// The prompts differ in length or before the last token, or not at all; the continuations are the same or too
    /// long; or an occupation is not mentioned.
    /// </exception>
    public CheckedPair(PromptPair pair, Reading she, Reading he, int[] stereo, int[] anti)
    {
        (Pair, She, He) = (pair, she, he);
        var (a, b) = (Ids(she), Ids(he));
        if (a.Length != b.Length)
        {
            throw new RequestException(
                $"{pair.Id}: the prompts have {a.Length} and {b.Length} tokens; patterns can be exchanged between " +
                "prompts of equal length only.");
        }
        var differ = Enumerable.Range(0, a.Length).FirstOrDefault(token => a[token] != b[token], -1);
        if (differ != a.Length - 1)
        {
            throw new RequestException(differ < 0
                ? $"{pair.Id}: both prompts are the same; they have to differ in the last token."
                : $"{pair.Id}: the prompts differ at token {differ} (`{she.Tokens[differ].Text}` and " +
                    $"`{he.Tokens[differ].Text}`); they may differ in the last token only.");
        }
        if (stereo.SequenceEqual(anti))
        {
            throw new RequestException(
                $"{pair.Id}: both continuations are “{pair.CandidateStereo}”; two were expected.");
        }
        if (a.Length + Math.Max(stereo.Length, anti.Length) is var length && length > she.Model.Positions)
        {
            throw new RequestException(
                $"{pair.Id}: prompt and continuation have {length} tokens, but {she.Model.Name} has " +
                $"{she.Model.Positions} positions. Shorten them.");
        }
        Occupations = [Places(pair.Occupation1), Places(pair.Occupation2)];
        ProbeShe = new ContinuationProbe(a, [anti, stereo]);
        ProbeHe = new ContinuationProbe(b, [anti, stereo]);
    }

    public PromptPair Pair { get; }

    public Reading She { get; }

    public Reading He { get; }

    /// <summary>The tokens of the first mention of each occupation; none of one that is not named.</summary>
    public int[][] Occupations { get; }

    /// <summary>ln p(anti) − ln p(stereo) after each prompt.</summary>
    public ContinuationProbe ProbeShe { get; }

    public ContinuationProbe ProbeHe { get; }

    /// <summary>The pronoun.</summary>
    public int Last => She.Tokens.Count - 1;

    /// <summary>Weight from the pronoun on each occupation.</summary>
    public double[] Weights(Reading reading, HeadChoice head)
    {
        var row = reading.Layers[head.Layer!.Value].Heads[head.Head!.Value].PatternRows(Last, 1);
        return [.. Occupations.Select(
            tokens => tokens.Length == 0 ? double.NaN : tokens.Sum(token => (double)row[token]))];
    }

    private static int[] Ids(Reading reading) => [.. reading.Tokens.Select(token => token.Id)];

    private int[] Places(string occupation)
    {
        if (occupation.Length == 0)
        {
            return [];
        }
        var text = She.Text;
        var start = text.IndexOf(occupation, StringComparison.OrdinalIgnoreCase);
        while (start >= 0 && !IsWord(text, start, occupation.Length))
        {
            start = text.IndexOf(occupation, start + 1, StringComparison.OrdinalIgnoreCase);
        }
        return start < 0
            ? throw new RequestException(
                $"{Pair.Id}: the prompt does not mention the occupation “{occupation}”: “{text}”.")
            : [.. She.Tokens.Where(token => token.Span.End.Value > start
                && token.Span.Start.Value < start + occupation.Length).Select(token => token.Index)];
    }

    private static bool IsWord(string text, int start, int length) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
        && (start + length == text.Length || !char.IsLetterOrDigit(text[start + length]));
}
