using Headlight.Tokenization.Decoders;
using Headlight.Tokenization.Normalizers;
using Headlight.Tokenization.Patterns;
using Headlight.Tokenization.PostProcessors;
using Headlight.Tokenization.PreTokenizers;
using Headlight.Tokenization.Vocabularies;

namespace Headlight.Tokenization;

/// <summary>
/// A vocabulary of a GGUF file → a tokenizer. The file holds tokens, scores or merges, and the name of a
/// pre-tokenizer; the rest follows from its model.
/// </summary>
internal static class GgufTokenizer
{
    private const char Blank = '▁';
    private const int Control = 3, UserDefined = 4;

    private const string Llama3Words =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}|"
        + @" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private static readonly Dictionary<string, Func<GgufVocabulary, string, TokenizerParts>> Models = new()
    {
        ["bert"] = Bert,
        ["gpt2"] = ByteLevelPairs,
        ["llama"] = Sentences,
    };

    // The names that llama.cpp gives to pre-tokenizers, with what they stand for.
    private static readonly Dictionary<string, Func<IPreTokenizer>> PreTokenizers = new()
    {
        ["gpt-2"] = () => new ByteLevel(addPrefixSpace: false, useRegex: true),
        ["smollm"] = () => new PreTokenizerSequence([new Digits(individual: true), new ByteLevel(false, true)]),
        ["llama-bpe"] = Llama3,
        ["llama3"] = Llama3,
        ["llama-v3"] = Llama3,
    };

    public static Tokenizer Build(GgufVocabulary vocabulary, string source)
    {
        if (!Models.TryGetValue(vocabulary.Model, out var build))
        {
            throw new UnsupportedModelException(
                $"{source}: tokenizer.ggml.model is `{vocabulary.Model}`, which Headlight does not read." +
                $"{Nearest.Hint(vocabulary.Model, Models.Keys)} Known: {string.Join(", ", Models.Keys)}.");
        }
        if (vocabulary.TokenTypes is { } types && types.Count != vocabulary.Tokens.Count)
        {
            throw new CheckpointException($"{source} has {vocabulary.Tokens.Count} tokens, but " +
                $"{types.Count} token types.");
        }
        return new Tokenizer(build(vocabulary, source));
    }

    private static TokenizerParts Bert(GgufVocabulary vocabulary, string source)
    {
        // A token that begins a word is written with a blank mark, one that continues it without.
        var tokens = vocabulary.Tokens.Select((token, id) =>
            TypeOf(vocabulary, id) == Control || IsBracketed(token) ? token
            : token.StartsWith(Blank) ? token[1..]
            : "##" + token);
        var special = vocabulary.Special;
        var cls = special.Cls ?? special.Bos ?? throw Missing(source, "cls_token_id");
        var sep = special.Sep ?? special.Eos ?? throw Missing(source, "seperator_token_id");
        var unknown = vocabulary.Tokens[Inside(vocabulary, special.Unk ?? 0, source)];
        var model = new WordPiece(Numbered(tokens), unknown, "##", 100);
        return new TokenizerParts
        {
            Normalizer = new BertNormalizer(clean: true, chinese: true, stripAccents: true, lowercase: true),
            PreTokenizer = new BertPreTokenizer(),
            Model = model,
            PostProcessor = PostProcessorReader.Bert(Named(vocabulary, cls, source), Named(vocabulary, sep, source)),
            Decoder = new WordPieceDecoder("##", cleanup: true),
            Added = Added(vocabulary),
            Special = special with { Cls = cls, Sep = sep, Bos = null, Eos = null },
        };
    }

    private static TokenizerParts ByteLevelPairs(GgufVocabulary vocabulary, string source)
    {
        var pre = vocabulary.Pre ?? throw Missing(source, "pre");
        if (!PreTokenizers.TryGetValue(pre, out var cutter))
        {
            throw new UnsupportedModelException(
                $"{source}: tokenizer.ggml.pre is `{pre}`, a pre-tokenizer that Headlight does not know." +
                $"{Nearest.Hint(pre, PreTokenizers.Keys)} Known: {string.Join(", ", PreTokenizers.Keys)}.");
        }
        var tokens = Numbered(vocabulary.Tokens);
        var pairs = (vocabulary.Merges ?? throw Missing(source, "merges"))
            .Select(merge => merge.Split(' ') is [var left, var right]
                ? (left, right)
                : throw new CheckpointException($"{source}: `{merge}` is no merge of two tokens."));
        return new TokenizerParts
        {
            PreTokenizer = cutter(),
            Model = new BytePairs(
                tokens, VocabularyReader.Merges(tokens, pairs, source),
                new BytePairOptions(null, FuseUnknown: false, ByteFallback: false,
                    IgnoreMerges: pre.StartsWith("llama", StringComparison.Ordinal))),
            PostProcessor = Start(vocabulary, fallback: false, source),
            Decoder = new ByteLevelDecoder(),
            Added = Added(vocabulary),
            Special = vocabulary.Special,
        };
    }

    // SentencePiece's byte-pair encoding: of all merges that make a token, the one with the best score first.
    private static TokenizerParts Sentences(GgufVocabulary vocabulary, string source)
    {
        var tokens = Numbered(vocabulary.Tokens);
        var unknown = vocabulary.Tokens[Inside(vocabulary, vocabulary.Special.Unk ?? 0, source)];
        List<INormalizer> normalizers = vocabulary.AddSpacePrefix ?? true ? [new Prepend(Blank.ToString())] : [];
        normalizers.Add(new Replace(Pattern.OfText(" "), Blank.ToString()));
        return new TokenizerParts
        {
            Normalizer = new NormalizerSequence(normalizers),
            Model = new BytePairs(
                tokens, ScoredMerges.Of(vocabulary, tokens, source),
                new BytePairOptions(unknown, FuseUnknown: true, ByteFallback: true, IgnoreMerges: false)),
            PostProcessor = Start(vocabulary, fallback: true, source),
            Decoder = new DecoderSequence(
                [new ReplaceText(Blank.ToString(), " "), new ByteFallbackDecoder(), new Fuse(),
                    new StripEnds(' ', 1, 0)]),
            Added = Added(vocabulary),
            Special = vocabulary.Special,
        };
    }

    private static PreTokenizerSequence Llama3() => new(
    [
        new PatternSplit(Pattern.Of(Llama3Words, "llama-bpe"), SplitBehavior.Isolated, invert: false),
        new ByteLevel(addPrefixSpace: false, useRegex: false),
    ]);

    // A start token before each text and an end token after it, where the file asks for them.
    private static Template? Start(GgufVocabulary vocabulary, bool fallback, string source)
    {
        var starts = Asked(vocabulary.AddBos ?? fallback, vocabulary.Special.Bos);
        var ends = Asked(vocabulary.AddEos, vocabulary.Special.Eos);
        if (starts.Length + ends.Length == 0)
        {
            return null;
        }
        IEnumerable<TemplatePart> Around(int text) =>
            [.. Parts(starts, text), new TemplatePart(text, [], text), .. Parts(ends, text)];
        return new Template([.. Around(0)], [.. Around(0), .. Around(1)], takesPairs: false);

        int[] Asked(bool wanted, int? id) => wanted && id is { } token ? [token] : [];
        IEnumerable<TemplatePart> Parts(int[] ids, int text) =>
            ids.Select(id => new TemplatePart(null, [Named(vocabulary, id, source)], text));
    }

    private static List<AddedToken> Added(GgufVocabulary vocabulary) =>
    [
        .. vocabulary.Tokens.Select((token, id) => (token, id, type: TypeOf(vocabulary, id)))
            .Where(entry => entry.type is Control or UserDefined || entry.id == vocabulary.Special.Unk)
            .Select(entry => new AddedToken(
                entry.id, entry.token, Special: entry.type != UserDefined, Normalized: false, false, false, false)),
    ];

    private static Vocabulary Numbered(IEnumerable<string> tokens) =>
        new(tokens.Select((token, id) => KeyValuePair.Create(token, id)));

    private static int TypeOf(GgufVocabulary vocabulary, int id) => vocabulary.TokenTypes?[id] ?? 1;

    private static bool IsBracketed(string token) => token.Length > 2 && token[0] == '[' && token[^1] == ']';

    private static (int, string) Named(GgufVocabulary vocabulary, int id, string source) =>
        (id, vocabulary.Tokens[Inside(vocabulary, id, source)]);

    private static int Inside(GgufVocabulary vocabulary, int id, string source) =>
        (uint)id < (uint)vocabulary.Tokens.Count
            ? id
            : throw new CheckpointException($"{source} names the special token {id}, but has " +
                $"{vocabulary.Tokens.Count} tokens.");

    private static CheckpointException Missing(string source, string key) =>
        new($"{source} has no tokenizer.ggml.{key}, without which its vocabulary cannot be used.");
}
