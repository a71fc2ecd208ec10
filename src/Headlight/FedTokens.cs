using Headlight.Graphs;
using Headlight.Readings;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>Texts and ids → the tokens that are fed, checked against the model.</summary>
internal static class FedTokens
{
    public static IReadOnlyList<Token> Of(
        Tokenizer tokenizer, ModelInfo info, string text, string? pair, ReadOptions options)
    {
        var tokens = All(tokenizer, info, text, pair, options);
        return tokens.Any(token => token.Source != TokenSource.Added)
            ? tokens
            : throw new RequestException("The text is empty: there is nothing to read. Give at least one word.");
    }

    public static int Count(Tokenizer tokenizer, ModelInfo info, string text, string? pair, ReadOptions options) =>
        All(tokenizer, info, text, pair, options).Count;

    /// <summary>The end of the last token of the text that has a position; the others keep theirs.</summary>
    public static int? FitsUntil(
        Tokenizer tokenizer, ModelInfo info, string text, string? pair, ReadOptions options)
    {
        var tokens = All(tokenizer, info, text, pair, options);
        var own = tokens.Where(token => token.Source == TokenSource.Text).ToList();
        var fitting = info.Positions - (tokens.Count - own.Count);
        return fitting >= own.Count ? text.Length : fitting < 1 ? null : own[fitting - 1].Span.End.Value;
    }

    private static List<Token> All(
        Tokenizer tokenizer, ModelInfo info, string text, string? pair, ReadOptions options)
    {
        if (pair is not null && !info.TakesPairs)
        {
            throw new RequestException(
                $"{info.Name} ({info.Family}) takes no second text: its tokenizer has no form for pairs. " +
                $"Leave the pair out.");
        }
        var tokens = Of(tokenizer, tokenizer.Encode(text, pair, options.SpecialTokens));
        return options.StartToken ? WithStart(tokenizer, info, tokens) : tokens;
    }

    public static List<Token> Of(Tokenizer tokenizer, Encoding encoding) =>
    [
        .. encoding.Ids.Select((id, i) => new Token(
            i, id, encoding.Tokens[i], tokenizer.TokenText(id), encoding.Spans[i].Start..encoding.Spans[i].End,
            encoding.Sequences[i] switch { 0 => TokenSource.Text, 1 => TokenSource.Pair, _ => TokenSource.Added },
            encoding.TypeIds[i])),
    ];

    public static IReadOnlyList<Token> Of(
        Tokenizer tokenizer, ModelInfo info, IReadOnlyList<int> ids, IReadOnlyList<int>? typeIds)
    {
        if (typeIds is not null && typeIds.Count != ids.Count)
        {
            throw new RequestException($"There are {ids.Count} ids but {typeIds.Count} type ids; give one for each.");
        }
        return ids.Count == 0
            ? throw new RequestException("There are no ids to read. Give at least one.")
            : [.. ids.Select((id, i) => new Token(
                i, id, tokenizer.TokenOf(id) ?? $"[{id}]", tokenizer.TokenText(id), 0..0, TokenSource.Text,
                    typeIds?[i] ?? 0))];
    }

    public static void Check(IReadOnlyList<Token> tokens, ModelShape shape, ModelInfo info)
    {
        if (tokens.Count > shape.Positions)
        {
            throw new RequestException(
                $"The text has {tokens.Count} tokens, but {info.Name} has {shape.Positions} positions. " +
                $"Shorten it by {tokens.Count - shape.Positions}.");
        }
        if (tokens.FirstOrDefault(token => (uint)token.Id >= (uint)shape.Vocabulary) is { } wrong)
        {
            throw new RequestException(
                $"Token {wrong.Index} has id {wrong.Id}, but the vocabulary of {info.Name} has ids 0 to " +
                $"{shape.Vocabulary - 1}.");
        }
        if (tokens.FirstOrDefault(token => (uint)token.TypeId >= (uint)Math.Max(1, shape.Types)) is { } odd)
        {
            throw new RequestException(
                $"Token {odd.Index} has type id {odd.TypeId}, but {info.Name} has type ids 0 to " +
                $"{Math.Max(1, shape.Types) - 1}.");
        }
    }

    /// <summary>What was added to the text, for a header.</summary>
    public static string Describe(IReadOnlyList<Token> tokens, ReadOptions options)
    {
        var added = tokens.Where(token => token.Source == TokenSource.Added).Select(token => token.Piece).ToList();
        return added.Count > 0 ? $"added: {string.Join(" ", added)}"
            : options.SpecialTokens ? "no start token" : "no special tokens";
    }

    private static List<Token> WithStart(Tokenizer tokenizer, ModelInfo info, List<Token> tokens)
    {
        var start = tokenizer.Special.Bos
            ?? throw new RequestException($"The vocabulary of {info.Name} names no start token; leave the " +
                $"start token out.");
        if (tokens is [{ Source: TokenSource.Added } first, ..] && first.Id == start)
        {
            return tokens;
        }
        var token = new Token(
            0, start, tokenizer.TokenOf(start)!, tokenizer.TokenText(start), 0..0, TokenSource.Added, 0);
        return [token, .. tokens.Select(other => other with { Index = other.Index + 1 })];
    }
}
