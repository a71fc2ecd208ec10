namespace Headlight.Readings;

/// <summary>Tokens of a saved reading: all but the pieces may be missing.</summary>
internal static class SavedTokens
{
    private static readonly HashSet<string> UsuallyAdded =
    [
        "[CLS]", "[SEP]", "<s>", "</s>", "<bos>", "<eos>", "<|endoftext|>", "<|begin_of_text|>", "<|im_start|>",
    ];

    public static IReadOnlyList<Token> Of(SavedMetadata metadata, string text, string? pair)
    {
        var pieces = metadata.Texts("tokens")
            ?? throw metadata.Wrong("tokens", "there: a list of pieces, one for each token");
        var count = pieces.Length;
        var (ids, types) = (metadata.Integers("ids", count), metadata.Integers("type_ids", count));
        var (spans, texts) = (metadata.Spans("spans", count), metadata.Texts("texts", count));
        var sources = metadata.Texts("sources", count);
        var (ofText, ofPair) = (new Positions(text), new Positions(pair ?? ""));
        return [.. pieces.Select((piece, index) =>
        {
            var source = sources is not null
                ? Source(metadata, sources[index])
                : spans is not null ? Guess(spans[index], types?[index], pair)
                : UsuallyAdded.Contains(piece) ? TokenSource.Added : TokenSource.Text;
            var positions = source == TokenSource.Pair ? ofPair : ofText;
            var span = spans is null || source == TokenSource.Added ? 0..0
                : positions.Range(spans[index]) ?? throw metadata.Wrong("spans", "within the text");
            return new Token(
                index, ids?[index] ?? 0, piece, texts?[index] ?? Readable(piece), span, source, types?[index] ?? 0);
        })];
    }

    private static TokenSource Source(SavedMetadata metadata, string name) => name switch
    {
        "text" => TokenSource.Text,
        "pair" => TokenSource.Pair,
        "added" => TokenSource.Added,
        "generated" => TokenSource.Generated,
        _ => throw metadata.Wrong("sources", "a list of text, pair or added"),
    };

    private static TokenSource Guess((int Start, int End) span, int? type, string? pair) =>
        span is (0, 0) ? TokenSource.Added
        : pair is not null && type is 1 ? TokenSource.Pair
        : TokenSource.Text;

    // As vocabularies mark spaces and continuations.
    private static string Readable(string piece) => piece.StartsWith("##", StringComparison.Ordinal)
        ? piece[2..]
        : piece.Replace('Ġ', ' ').Replace('▁', ' ').Replace('Ċ', '\n');

    // Code points, which files count, as UTF-16 units.
    private sealed class Positions
    {
        private readonly List<int> starts = [];

        public Positions(string text)
        {
            for (var unit = 0; unit < text.Length; unit++)
            {
                if (!char.IsLowSurrogate(text[unit]))
                {
                    starts.Add(unit);
                }
            }
            starts.Add(text.Length);
        }

        public Range? Range((int Start, int End) span) =>
            span.End < starts.Count ? starts[span.Start]..starts[span.End] : null;
    }
}
