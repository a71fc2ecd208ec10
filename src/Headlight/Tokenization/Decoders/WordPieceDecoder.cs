namespace Headlight.Tokenization.Decoders;

/// <summary>
/// Words with spaces between, their pieces joined; optionally no space before punctuation and contractions.
/// </summary>
internal sealed class WordPieceDecoder(string prefix, bool cleanup) : IDecoder
{
    private static readonly (string From, string To)[] Joined =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts) => [.. parts.Select(Piece)];

    private string Piece(string part, int index)
    {
        if (index > 0)
        {
            part = part.StartsWith(prefix, StringComparison.Ordinal) ? part[prefix.Length..] : " " + part;
        }
        return cleanup
            ? Joined.Aggregate(part, (text, pair) => text.Replace(pair.From, pair.To, StringComparison.Ordinal))
            : part;
    }
}
