namespace Headlight.Tokenization.Vocabularies;

/// <summary>Merges of a SentencePiece vocabulary, which keeps scores and no merges.</summary>
internal static class ScoredMerges
{
    private const int LongestToken = 256;

    /// <summary>Every way to make a token of two others, ranked by the token's score, best first.</summary>
    public static Dictionary<(int Left, int Right), (int Rank, int Id)> Of(
        GgufVocabulary vocabulary, Vocabulary tokens, string source)
    {
        var scores = vocabulary.Scores;
        if (scores is null || scores.Count != vocabulary.Tokens.Count)
        {
            throw new CheckpointException(
                $"{source} has {vocabulary.Tokens.Count} tokens, but {scores?.Count ?? 0} scores " +
                $"(tokenizer.ggml.scores).");
        }
        var merges = new Dictionary<(int, int), (int, int)>();
        var (rank, before) = (0, float.NaN);
        foreach (var id in Enumerable.Range(0, scores.Count).OrderByDescending(id => scores[id]).ThenBy(id => id))
        {
            // Of equal scores the leftmost pair is merged first, whatever the ids: as llama.cpp's llm_tokenizer_spm.
            rank += scores[id] == before ? 0 : 1;
            before = scores[id];
            var token = vocabulary.Tokens[id];
            for (var cut = 1; cut < token.Length && token.Length <= LongestToken; cut++)
            {
                if (tokens.IdOf(token[..cut]) is { } left && tokens.IdOf(token[cut..]) is { } right)
                {
                    merges.TryAdd((left, right), (rank, id));
                }
            }
        }
        return merges;
    }
}
