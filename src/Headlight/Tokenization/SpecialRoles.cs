namespace Headlight.Tokenization;

/// <summary>Which token plays which role: as the files beside tokenizer.json say, else by well-known names.</summary>
internal static class SpecialRoles
{
    private static readonly string[] Files = ["tokenizer_config.json", "special_tokens_map.json"];

    public static SpecialTokens Find(Tokenizer tokenizer, string? folder)
    {
        var said = Files.Select(name => folder is null ? null : Read(Path.Combine(folder, name)))
            .OfType<Json>().ToList();
        return new SpecialTokens(
            Role("bos_token", "<s>", "<|begin_of_text|>", "<|im_start|>"), Role("eos_token", "</s>",
                "<|end_of_text|>", "<|endoftext|>"),
            Role("cls_token", "[CLS]"), Role("sep_token", "[SEP]"), Role("mask_token", "[MASK]", "<mask>"),
            Role("pad_token", "[PAD]", "<pad>"), Role("unk_token", "[UNK]", "<unk>"));

        int? Role(string key, params string[] names) => said.Select(file => Content(file, key)).OfType<string>()
            .Concat(said.Count > 0 && key is "bos_token" ? [] : names)
            .Select(tokenizer.IdOf).FirstOrDefault(id => id is not null);
    }

    private static Json? Read(string path)
    {
        try
        {
            return File.Exists(path) ? Json.Parse(File.ReadAllBytes(path), path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    // A token is given as text, or as an object with its content.
    private static string? Content(Json file, string key) => file.Find(key) is not { } value ? null
        : value.Element.ValueKind == System.Text.Json.JsonValueKind.Object ? value.Text("content") : value.Text();
}
