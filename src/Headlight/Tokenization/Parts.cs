namespace Headlight.Tokenization;

/// <summary>Changes the text before it is cut.</summary>
internal interface INormalizer
{
    AlignedText Normalize(AlignedText text);
}

/// <summary>Cuts the text into words; a piece is cut further by the next pre-tokenizer.</summary>
internal interface IPreTokenizer
{
    IEnumerable<Slice> Split(Slice piece);
}

/// <summary>Words to tokens.</summary>
internal interface ITokenModel
{
    /// <summary>The tokens of a word: id and number of code points each.</summary>
    IReadOnlyList<(int Id, int Length)> Tokenize(Slice word);

    int? IdOf(string token);

    string? TokenOf(int id);

    int Size { get; }
}

/// <summary>Puts special tokens around the text and mends spans.</summary>
internal interface IPostProcessor
{
    /// <summary>One list per text → the whole.</summary>
    IReadOnlyList<IReadOnlyList<Piece>> Process(IReadOnlyList<IReadOnlyList<Piece>> texts, bool addSpecialTokens);

    /// <summary>Whether it has a form that sets two texts apart.</summary>
    bool TakesPairs { get; }
}

/// <summary>Tokens back to text: each step gives the next one's parts.</summary>
internal interface IDecoder
{
    IReadOnlyList<string> Decode(IReadOnlyList<string> parts);
}
