using System.Text;
using CsCheck;
using Headlight.Tokenization;

namespace Headlight.Tests.Tokenization;

/// <summary>What holds for every vocabulary and any text.</summary>
public class TokenizerPropertyTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
            Gen.Int[0x20, 0x7E], Gen.Int[0, 0x24F], Gen.Int[0x300, 0xD7FF], Gen.Int[0xE000, 0x10FFFF])
        .Array[0, 40]
        .Select(points => string.Concat(points.Select(point => new Rune(point).ToString())));

    public static TheoryData<string> Vocabularies =>
        [.. Directory.GetFiles(Fixtures.PathOf("tokenizers"), "tokenizer.json", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))];

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Spans_lie_in_the_text_and_do_not_run_backwards(string name)
    {
        var tokenizer = Load(name);
        Texts.Sample(
            text =>
            {
                var encoding = tokenizer.Encode(text, addSpecialTokens: false);
                var last = 0;
                foreach (var span in encoding.Spans)
                {
                    Assert.InRange(span.Start, last, text.Length);
                    Assert.InRange(span.End, span.Start, text.Length);
                    last = span.Start;
                }
                Assert.All(encoding.Ids, id => Assert.NotNull(tokenizer.TokenOf(id)));
            },
            iter: 200);
    }

    // Not SmolLM2's: its vocabulary lacks some bytes, which Hugging Face's tokenizer leaves out too.
    [Theory]
    [InlineData("gpt2")]
    [InlineData("roberta")]
    public void Byte_level_text_comes_back_as_it_was(string name)
    {
        var tokenizer = Load(name);
        Texts.Sample(
            text => Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text, addSpecialTokens: false).Ids, false)),
            iter: 500);
    }

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void A_single_word_of_a_million_letters_is_cut(string name)
    {
        var word = string.Concat(Enumerable.Repeat("headlight", 111_112));
        var encoding = Load(name).Encode(word, addSpecialTokens: false);
        Assert.NotEmpty(encoding.Ids);
        Assert.Equal(word.Length, encoding.Spans[^1].End);
    }

    private static Tokenizer Load(string name) =>
        Tokenizer.Load(Path.Combine(Fixtures.PathOf("tokenizers"), name, "tokenizer.json"));
}
