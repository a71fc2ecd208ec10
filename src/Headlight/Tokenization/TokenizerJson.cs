using Headlight.Tokenization.Decoders;

namespace Headlight.Tokenization;

/// <summary>Reads tokenizer.json, in its old and new forms.</summary>
internal static class TokenizerJson
{
    private const long MaxBytes = 1L << 30;

    public static Tokenizer Load(string path)
    {
        try
        {
            if (new FileInfo(path).Length is var length && length > MaxBytes)
            {
                throw new CheckpointException($"{path} has {length} bytes, too many for a tokenizer.");
            }
            return Parse(File.ReadAllBytes(path), path, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    /// <param name="json">The file's bytes.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="beside">The folder whose tokenizer_config.json names the roles of special tokens, or
    /// null.</param>
    public static Tokenizer Parse(ReadOnlySpan<byte> json, string source, string? beside)
    {
        var root = Json.Parse(json, source);
        var added = (root.Find("added_tokens")?.Items() ?? []).Select(Added).ToList();
        var parts = new TokenizerParts
        {
            Normalizer = root.Find("normalizer") is { } normalizer ? PieceReader.Normalizer(normalizer) : null,
            PreTokenizer = root.Find("pre_tokenizer") is { } cutter ? PieceReader.PreTokenizer(cutter) : null,
            Model = VocabularyReader.Read(root["model"]),
            PostProcessor = root.Find("post_processor") is { } processor ? PostProcessorReader.Read(processor) : null,
            Decoder = root.Find("decoder") is { } decoder ? DecoderReader.Read(decoder) : new SpacesBetween(),
            Added = added,
            Special = new SpecialTokens(null, null, null, null, null, null, null),
        };
        return new Tokenizer(parts with { Special = SpecialRoles.Find(new Tokenizer(parts), beside) });
    }

    private static AddedToken Added(Json token)
    {
        var special = token.Flag("special");
        return new AddedToken(
            token["id"].Integer(), token["content"].Text(), special, token.Flag("normalized", !special),
            token.Flag("single_word"), token.Flag("lstrip"), token.Flag("rstrip"));
    }
}
