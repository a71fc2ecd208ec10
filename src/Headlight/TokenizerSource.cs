using Headlight.Checkpoints;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>Finds the tokenizer of a checkpoint: tokenizer.json in the folder, or the vocabulary in a GGUF.</summary>
internal static class TokenizerSource
{
    public static Tokenizer Open(Checkpoint checkpoint)
    {
        if (checkpoint.Gguf is { } metadata)
        {
            return Tokenizer.FromGguf(Vocabulary(metadata, checkpoint.Path), checkpoint.Path);
        }
        return InFolder(checkpoint.Path);
    }

    /// <summary>The tokenizer.json of a folder.</summary>
    public static Tokenizer InFolder(string folder)
    {
        var file = Path.Combine(folder, "tokenizer.json");
        return File.Exists(file)
            ? Tokenizer.Load(file)
            : throw new CheckpointException(
                $"{folder} has no tokenizer.json. Save it once in Python: " +
                "AutoTokenizer.from_pretrained(folder, use_fast=True).save_pretrained(folder).");
    }

    /// <summary>The vocabulary of GGUF metadata.</summary>
    public static GgufVocabulary Vocabulary(GgufMetadata metadata, string source)
    {
        return new GgufVocabulary
        {
            Model = metadata.Text(Key("model")) ?? throw new CheckpointException(
                $"{source} has no vocabulary ({Key("model")}), so it can read no text."),
            Pre = metadata.Text(Key("pre")),
            Tokens = metadata.Texts(Key("tokens"))
                ?? throw new CheckpointException($"{source} has no {Key("tokens")}."),
            Scores = metadata.Numbers(Key("scores")),
            TokenTypes = metadata.Integers(Key("token_type")) is { } types
                ? Array.ConvertAll(types, type => (int)Math.Clamp(type, 0, 99))
                : null,
            Merges = metadata.Texts(Key("merges")),
            Special = new SpecialTokens(
                Role("bos"), Role("eos"), Role("cls"), Role("seperator"), Role("mask"), Role("padding"),
                    Role("unknown")),
            AddBos = metadata.Flag(Key("add_bos_token")),
            AddEos = metadata.Flag(Key("add_eos_token")) ?? false,
            AddSpacePrefix = metadata.Flag(Key("add_space_prefix")),
        };

        int? Role(string name) => metadata.Integer(Key(name + "_token_id")) is { } id and <= int.MaxValue
            ? (int)id : null;

        static string Key(string name) => "tokenizer.ggml." + name;
    }
}
