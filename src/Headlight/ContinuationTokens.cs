using Headlight.Tokenization;

namespace Headlight;

/// <summary>The tokens of words that go on with a text.</summary>
internal static class ContinuationTokens
{
    /// <summary>Those that stand after the text's own when both are read as one.</summary>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <param name="text">The text; null where its tokens are not those of its words.</param>
    /// <param name="continuation">What follows.</param>
    /// <exception cref="RequestException">It has no tokens, or other tokens after the text than on its own.</exception>
    public static int[] Of(Tokenizer tokenizer, string? text, string continuation)
    {
        var alone = Ids(tokenizer, continuation);
        if (alone.Length == 0 || string.IsNullOrWhiteSpace(continuation))
        {
            throw new RequestException("A continuation is empty: give at least one word.");
        }
        // Vocabularies that put a space before every text have one too many for words that bring theirs.
        var bare = Ids(tokenizer, continuation.StartsWith(' ') ? continuation[1..] : continuation);
        if (text is null)
        {
            return alone;
        }
        var (before, whole) = (Ids(tokenizer, text), Ids(tokenizer, text + continuation));
        var after = whole.Length > before.Length && whole.AsSpan(0, before.Length).SequenceEqual(before)
            ? whole[before.Length..] : [];
        return after.SequenceEqual(alone) || after.SequenceEqual(bare)
            ? after
            : throw new RequestException(
                $"`{continuation}` has other tokens after the text than on its own, so it has no probability of its " +
                "own; begin it at a word, with its space.");
    }

    private static int[] Ids(Tokenizer tokenizer, string text) => [.. tokenizer.Encode(text, null, false).Ids];
}
