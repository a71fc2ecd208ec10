using Headlight.Tokenization.Vocabularies;

namespace Headlight.Tokenization;

/// <summary>The `model` of tokenizer.json: vocabulary and merges.</summary>
internal static class VocabularyReader
{
    private static readonly Dictionary<string, Func<Json, ITokenModel>> Known = new()
    {
        ["BPE"] = Pairs,
        ["WordPiece"] = json => new WordPiece(
            VocabularyOf(json), json.Text("unk_token") ?? "[UNK]", json.Text("continuing_subword_prefix") ?? "##",
            json.Find("max_input_chars_per_word")?.Integer() ?? 100),
    };

    // The oldest files name no type; only byte-pair encoding was written that way.
    public static ITokenModel Read(Json json) => json.Find("type") is null && json.Find("merges") is not null
        ? Pairs(json)
        : PieceReader.Find(Known, "model", json)(json);

    /// <summary>Merges by the ids of their parts; each makes a token that must exist.</summary>
    public static Dictionary<(int Left, int Right), (int Rank, int Id)> Merges(
        Vocabulary vocabulary, IEnumerable<(string Left, string Right)> pairs, string source)
    {
        var merges = new Dictionary<(int, int), (int, int)>();
        var rank = 0;
        foreach (var (left, right) in pairs)
        {
            if (vocabulary.IdOf(left) is not { } leftId || vocabulary.IdOf(right) is not { } rightId
                || vocabulary.IdOf(left + right) is not { } id)
            {
                throw new CheckpointException(
                    $"{source}: the merge of `{left}` and `{right}` needs a token that the vocabulary " +
                    $"does not have.");
            }
            merges[(leftId, rightId)] = (rank++, id);
        }
        return merges;
    }

    private static BytePairs Pairs(Json json)
    {
        foreach (var key in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (json.Text(key) is { Length: > 0 } value)
            {
                throw new UnsupportedModelException(
                    $"{json.Source}: {key} is `{value}`, which Headlight does not compute.");
            }
        }
        if (json.Find("dropout") is { } dropout && !(dropout.Element.TryGetDouble(out var rate) && rate == 0))
        {
            throw new UnsupportedModelException(
                $"{json.Source}: dropout leaves out merges at random, so no reading could be repeated. " +
                "Set it to null.");
        }
        var vocabulary = VocabularyOf(json);
        var merges = Merges(vocabulary, json["merges"].Items().Select(Pair), json.Source);
        return new BytePairs(vocabulary, merges, new BytePairOptions(
            json.Text("unk_token"), json.Flag("fuse_unk"), json.Flag("byte_fallback"), json.Flag("ignore_merges")));
    }

    // "a b" or ["a", "b"]
    private static (string Left, string Right) Pair(Json merge)
    {
        string[] sides = merge.Element.ValueKind == System.Text.Json.JsonValueKind.String
            ? merge.Text().Split(' ')
            : [.. merge.Items().Select(side => side.Text())];
        return sides is [var left, var right] ? (left, right) : throw merge.Wrong("a merge of two tokens");
    }

    private static Vocabulary VocabularyOf(Json json) =>
        new(json["vocab"].Entries().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.Integer())));
}
