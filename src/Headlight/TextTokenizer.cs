using Headlight.Readings;

namespace Headlight;

/// <summary>
/// A tokenizer on its own: a tokenizer.json, a model folder or a GGUF file. Safe to use from several threads.
/// </summary>
public sealed class TextTokenizer
{
    /// <summary>Loads it from a path or a bundled name.</summary>
    public static TextTokenizer Load(string path) => throw new NotImplementedException();

    /// <summary>Whether a second text can be given.</summary>
    public bool TakesPairs => throw new NotImplementedException();

    /// <summary>The tokens of a text.</summary>
    public IReadOnlyList<Token> Tokenize(string text, string? pair = null, bool specialTokens = true) =>
        throw new NotImplementedException();

    /// <summary>The text of ids, special tokens left out.</summary>
    public string Decode(IReadOnlyList<int> ids) => throw new NotImplementedException();
}
