using System.Text.Json;
using Headlight.Checkpoints;
using Headlight.Tokenization;

namespace Headlight.Tests.Tokenization;

/// <summary>Tokens and spans of Hugging Face's tokenizers library, case by case.</summary>
public class GoldenTokenizerTests
{
    [Theory]
    [InlineData("minilm")]
    [InlineData("bert-cased")]
    [InlineData("gpt2")]
    [InlineData("smollm2")]
    [InlineData("roberta")]
    [InlineData("roberta-prefix")]
    [InlineData("llama1-prepend")]
    public void A_tokenizer_file_gives_the_golden_tokens(string name)
    {
        var folder = Fixtures.PathOf($"tokenizers/{name}");
        Check($"tokenizers/{name}", Tokenizer.Load(Path.Combine(folder, "tokenizer.json")), Cases(folder,
            "cases.json"), pairs: true);
    }

    [Theory]
    [InlineData("minilm")]
    [InlineData("smollm2")]
    [InlineData("llama1-prepend")]
    public void A_vocabulary_in_a_gguf_gives_the_golden_tokens(string name)
    {
        var folder = Fixtures.PathOf($"tokenizers/{name}");
        using var file = GgufFile.Open(Path.Combine(folder, "vocab.gguf"));
        var tokenizer = Tokenizer.FromGguf(TokenizerSource.Vocabulary(file.Metadata, name), name);
        Check($"tokenizers/{name}-gguf", tokenizer, Cases(folder, "cases.json"), pairs: name == "minilm");
    }

    [Theory]
    [InlineData("families/bert")]
    [InlineData("families/bert-base-no-prefix")]
    [InlineData("families/bert-cased")]
    [InlineData("families/gpt2")]
    [InlineData("families/gpt2-prefix")]
    [InlineData("families/gpt2-sharded")]
    [InlineData("families/gpt2-fp16")]
    [InlineData("families/gpt2-inverse")]
    [InlineData("families/llama")]
    [InlineData("families/llama-bf16")]
    [InlineData("families/llama-linear-rope")]
    [InlineData("families/llama-yarn")]
    [InlineData("families/llama3-rope-scaling")]
    [InlineData("families/llama-v5-config")]
    [InlineData("gguf/llama-f16")]
    [InlineData("gguf/llama-bf16")]
    [InlineData("gguf/llama-q8_0")]
    [InlineData("gguf/llama-q4_0")]
    [InlineData("gguf/llama-q4_1")]
    [InlineData("gguf/gpt2-f16")]
    public void A_checkpoint_gives_the_golden_tokens(string fixture)
    {
        var folder = Fixtures.PathOf(fixture);
        using var checkpoint = Checkpoint.Open(
            fixture.StartsWith("gguf", StringComparison.Ordinal) ? Path.Combine(folder, "model.gguf") : folder);
        Check($"{fixture}-tokens", TokenizerSource.Open(checkpoint), Cases(folder, "tokenizer-cases.json"),
            pairs: true);
    }

    private static List<JsonElement> Cases(string folder, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name)));
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    // Cases made with the file's own padding and truncation are left out: reading never applies them.
    private static void Check(string fixture, Tokenizer tokenizer, List<JsonElement> cases, bool pairs)
    {
        var wanted = cases.Where(item => !item.TryGetProperty("as_file", out _))
            .Where(item => pairs || !item.TryGetProperty("pair", out _)).ToList();
        var wrong = wanted.Select(item => GoldenTokens.Difference(tokenizer, item)).OfType<string>().ToList();
        DifferenceLog.Write(fixture, $"{wanted.Count} texts, {wrong.Count} differ, " +
            $"{cases.Count - wanted.Count} not applicable");
        Assert.NotEmpty(wanted);
        Assert.True(wrong.Count == 0, $"{fixture}: {wrong.Count} of {wanted.Count} texts differ, first: " +
            $"{wrong.FirstOrDefault()}");
    }
}
