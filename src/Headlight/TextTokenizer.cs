using Headlight.Checkpoints;
using Headlight.Readings;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>
/// A tokenizer on its own: a tokenizer.json, a model folder or a GGUF file. Safe to use from several threads.
/// </summary>
public sealed class TextTokenizer
{
    private readonly Tokenizer tokenizer;

    private TextTokenizer(Tokenizer tokenizer) => this.tokenizer = tokenizer;

    /// <summary>Whether a second text can be given.</summary>
    public bool TakesPairs => tokenizer.TakesPairs;

    /// <summary>Loads it from a path or a bundled name.</summary>
    /// <exception cref="HeadlightException">What is wrong with it, in a sentence.</exception>
    public static TextTokenizer Load(string path)
    {
        var found = ModelLocator.Find(path);
        if (Directory.Exists(found))
        {
            return new TextTokenizer(TokenizerSource.InFolder(found));
        }
        if (!found.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase))
        {
            return new TextTokenizer(Tokenizer.Load(found));
        }
        using var file = GgufFile.Open(found);
        return new TextTokenizer(Tokenizer.FromGguf(TokenizerSource.Vocabulary(file.Metadata, found), found));
    }

    /// <summary>The tokens of a text; an empty one has only those that are added.</summary>
    /// <exception cref="RequestException">The text holds half a surrogate pair.</exception>
    public IReadOnlyList<Token> Tokenize(string text, string? pair = null, bool specialTokens = true) =>
        TokenList.Of(tokenizer, tokenizer.Encode(text, pair, specialTokens));

    /// <summary>The text of ids, special tokens left out.</summary>
    public string Decode(IReadOnlyList<int> ids) => tokenizer.Decode(ids);
}
