namespace Headlight.Tokenization.Vocabularies;

/// <summary>
/// BERT's WordPiece: the longest piece first, the rest with a prefix; a word that does not come out is
/// unknown.
/// </summary>
internal sealed class WordPiece(Vocabulary vocabulary, string unknown, string prefix, int longest) : ITokenModel
{
    private readonly int unknownId = vocabulary.IdOf(unknown)
        ?? throw new CheckpointException($"The WordPiece vocabulary has no unknown token `{unknown}`.");

    public int Size => vocabulary.Count;

    public int? IdOf(string token) => vocabulary.IdOf(token);

    public string? TokenOf(int id) => vocabulary.TokenOf(id);

    public IReadOnlyList<(int Id, int Length)> Tokenize(Slice word)
    {
        var pieces = new List<(int, int)>();
        for (var from = 0; from < word.Length && word.Length <= longest;)
        {
            if (Longest(word, from) is not { } piece)
            {
                return [(unknownId, word.Length)];
            }
            pieces.Add(piece);
            from += piece.Length;
        }
        return pieces.Count > 0 ? pieces : [(unknownId, word.Length)];
    }

    private (int Id, int Length)? Longest(Slice word, int from)
    {
        for (var to = word.Length; to > from; to--)
        {
            var text = word.String(from, to);
            if (vocabulary.IdOf(from > 0 ? prefix + text : text) is { } id)
            {
                return (id, to - from);
            }
        }
        return null;
    }
}
