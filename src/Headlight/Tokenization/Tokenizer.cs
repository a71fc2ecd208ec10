namespace Headlight.Tokenization;

/// <summary>
/// Text → tokens with spans and back, as Hugging Face's tokenizers library does it: added tokens are found, the
/// rest is normalized, cut into words, looked up, and special tokens are put around. Safe for several threads.
/// </summary>
internal sealed class Tokenizer
{
    private readonly TokenizerParts parts;
    private readonly AddedTokens raw;
    private readonly AddedTokens normalized;
    private readonly Dictionary<int, AddedToken> addedById = [];
    private readonly Dictionary<string, int> addedByContent = [];

    public Tokenizer(TokenizerParts parts)
    {
        this.parts = parts;
        raw = new AddedTokens(parts.Added.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        normalized = new AddedTokens(parts.Added.Where(token => token.Normalized)
            .Select(token => (Normalize(AlignedText.Of(token.Content)).All.String(), token)));
        foreach (var token in parts.Added)
        {
            addedById[token.Id] = token;
            addedByContent[token.Content] = token.Id;
        }
    }

    public SpecialTokens Special => parts.Special;

    public bool TakesPairs => parts.PostProcessor?.TakesPairs ?? false;

    public int VocabularySize => parts.Model.Size + parts.Added.Count(token => parts.Model.TokenOf(token.Id) is null);

    public static Tokenizer Load(string tokenizerJsonPath) => TokenizerJson.Load(tokenizerJsonPath);

    public static Tokenizer FromJson(ReadOnlySpan<byte> json, string sourceName) =>
        TokenizerJson.Parse(json, sourceName, beside: null);

    public static Tokenizer FromGguf(GgufVocabulary vocabulary, string sourceName) =>
        GgufTokenizer.Build(vocabulary, sourceName);

    /// <exception cref="RequestException">The text holds half a surrogate pair.</exception>
    public Encoding Encode(string text, string? pair = null, bool addSpecialTokens = true)
    {
        List<IReadOnlyList<Piece>> texts = [[.. Pieces(text, 0)]];
        if (pair is not null)
        {
            texts.Add([.. Pieces(pair, 1)]);
        }
        var whole = parts.PostProcessor is { } processor ? processor.Process(texts, addSpecialTokens) : texts;
        Piece[] all = [.. whole.SelectMany(piece => piece)];
        int[][] starts = [AlignedText.Utf16Starts(text), AlignedText.Utf16Starts(pair ?? "")];
        return new Encoding(
            [.. all.Select(piece => piece.Id)], [.. all.Select(piece => piece.Text)], [.. all.Select(piece =>
                Utf16(piece, starts))],
            [.. all.Select(piece => piece.TypeId)], [.. all.Select(piece => piece.Sequence)]);
    }

    public string Decode(IReadOnlyList<int> ids, bool skipSpecialTokens = true)
    {
        var tokens = ids.Where(id => !skipSpecialTokens || !IsSpecial(id)).Select(TokenOf).OfType<string>().ToList();
        return string.Concat(parts.Decoder.Decode(tokens));
    }

    /// <summary>What a person would read in one token: blanks kept, no mark for a continued word.</summary>
    public string TokenText(int id)
    {
        if (TokenOf(id) is not { } token || addedById.ContainsKey(id))
        {
            return TokenOf(id) ?? "";
        }
        var alone = string.Concat(parts.Decoder.Decode([token]));
        return token.StartsWith("##", StringComparison.Ordinal) ? token[2..]
            : token.Contains('▁', StringComparison.Ordinal) ? token.Replace('▁', ' ')
            : alone;
    }

    public int? IdOf(string token) => addedByContent.TryGetValue(token, out var id) ? id : parts.Model.IdOf(token);

    public string? TokenOf(int id) => addedById.TryGetValue(id, out var token) ? token.Content
        : parts.Model.TokenOf(id);

    public bool IsSpecial(int id) => addedById.TryGetValue(id, out var token) && token.Special;

    private static TextSpan Utf16(Piece piece, int[][] starts) => piece.Sequence < 0
        ? default
        : new TextSpan(starts[piece.Sequence][piece.Span.Start], starts[piece.Sequence][piece.Span.End]);

    private AlignedText Normalize(AlignedText text) => parts.Normalizer?.Normalize(text) ?? text;

    private IEnumerable<Piece> Pieces(string text, int sequence)
    {
        foreach (var (part, token) in raw.Split(AlignedText.Of(text).All))
        {
            if (token is not null)
            {
                yield return Added(part, token, sequence);
                continue;
            }
            foreach (var (inner, found) in normalized.Split(Normalize(part.Copy()).All))
            {
                if (found is not null)
                {
                    yield return Added(inner, found, sequence);
                    continue;
                }
                foreach (var word in parts.PreTokenizer?.Split(inner) ?? [inner])
                {
                    foreach (var piece in Word(word, sequence))
                    {
                        yield return piece;
                    }
                }
            }
        }
    }

    private static Piece Added(Slice part, AddedToken token, int sequence) =>
        new(token.Id, part.String(), part.Span(0, part.Length), sequence, sequence);

    private IEnumerable<Piece> Word(Slice word, int sequence)
    {
        if (word.Length == 0)
        {
            yield break;
        }
        var at = 0;
        foreach (var (id, length) in parts.Model.Tokenize(word))
        {
            // A further byte of one character has length 0 and shares its span.
            var span = length > 0 ? word.Span(at, at + length) : word.Span(Math.Max(at - 1, 0), Math.Max(at, 1));
            yield return new Piece(id, parts.Model.TokenOf(id)!, span, sequence, sequence);
            at += length;
        }
    }
}
