using Headlight.Tokenization;
using Headlight.Tokenization.Patterns;
using Headlight.Tokenization.Unicode;

namespace Headlight.Tests.Tokenization;

/// <summary>Tokenizer files that are wrong, hostile or unusual: a sentence instead of a hang or a raw error.</summary>
public class UntrustedTokenizerTests
{
    [Theory]
    [InlineData("post_processor", """
        {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "B"}}], "pair": [], "special_tokens": {}}
        """, "text A alone")]
    [InlineData("decoder", """{"type": "Replace", "pattern": {"String": ""}, "content": "x"}""", "not empty")]
    [InlineData("model", """{"type": "BPE", "vocab": {"a": 0}, "merges": [], "dropout": 0.1}""", "dropout")]
    [InlineData("pre_tokenizer", """
        {"type": "Split", "pattern": {"Regex": "(a"}, "behavior": "Isolated", "invert": false}
        """, "not closed")]
    public void What_cannot_be_meant_is_refused_in_a_sentence(string part, string json, string sentence)
    {
        var wrong = Assert.ThrowsAny<HeadlightException>(() => With(part, json));
        Assert.Contains(sentence, wrong.Message);
    }

    [Fact]
    public void A_special_token_that_is_named_twice_counts_as_it_stands_last()
    {
        var tokenizer = With("post_processor", """
            {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "s"}}, {"Sequence": {"id": "A"}}],
             "pair": [], "special_tokens": {"s": {"id": "s", "ids": [0], "tokens": ["a"]},
                                            "s": {"id": "s", "ids": [1], "tokens": ["b"]}}}
            """);
        Assert.Equal([1, 0], tokenizer.Encode("a").Ids);
    }

    [Fact]
    public void A_dropout_of_nothing_is_none() =>
        Assert.Equal([0], With("model", """{"type": "BPE", "vocab": {"a": 0}, "merges": [], "dropout": 0.0}""")
            .Encode("a").Ids);

    [Fact]
    public void Groups_in_groups_are_read_once()
    {
        var regex = string.Concat(Enumerable.Repeat("(?:", 45)) + "[)(]a" + new string(')', 45);
        Assert.Equal([(1, 3)], Pattern.Of(regex, "test").Matches(CharClasses.Points("x(a")));
    }

    [Fact]
    public void A_pattern_that_backtracks_without_end_is_given_up()
    {
        var regex = string.Concat(Enumerable.Repeat("(?:a|a)", 40)) + "b";
        var wrong = Assert.Throws<UnsupportedModelException>(
            () => Pattern.Of(regex, "test").Matches(CharClasses.Points(new string('a', 100))));
        Assert.Contains("backtracks without end", wrong.Message);
    }

    [Fact]
    public void A_pattern_longer_than_any_is_refused() => Assert.Contains(
        "longer than any",
        Assert.Throws<UnsupportedModelException>(() => Pattern.Of(new string('a', 10_001), "test")).Message);

    [Theory]
    [InlineData("a(?:b)??", "ab", 1)]
    [InlineData("a(?:b)?", "ab", 2)]
    [InlineData(@"[\]\\]+", @"\]x", 2)]
    public void A_pattern_takes_what_its_quantifier_says(string regex, string text, int taken) =>
        Assert.Equal((0, taken), Pattern.Of(regex, "test").Matches(CharClasses.Points(text))[0]);

    [Fact]
    public void A_replacement_that_blows_a_text_up_is_refused()
    {
        var tokenizer = With(
            "normalizer",
            $$"""{"type": "Replace", "pattern": {"String": "a"}, "content": "{{new string('a', 1000)}}"}""");
        Assert.Contains("more than a normalizer would", Assert.ThrowsAny<HeadlightException>(
            () => tokenizer.Encode(new string('a', 1000))).Message);
    }

    [Theory]
    [InlineData(true, true, new[] { 0, 2, 1 })]
    [InlineData(true, false, new[] { 0, 2 })]
    [InlineData(false, true, new[] { 2, 1 })]
    [InlineData(false, false, new[] { 2 })]
    public void A_gguf_vocabulary_puts_start_and_end_where_it_says(bool start, bool end, int[] ids)
    {
        var tokenizer = Tokenizer.FromGguf(
            new GgufVocabulary
            {
                Model = "gpt2",
                Pre = "gpt-2",
                Tokens = ["<s>", "</s>", "a"],
                TokenTypes = [3, 3, 1],
                Merges = [],
                Special = new SpecialTokens(0, 1, null, null, null, null, null),
                AddBos = start,
                AddEos = end,
            },
            "test");
        Assert.Equal(ids, tokenizer.Encode("a").Ids);
    }

    private static Tokenizer With(string part, string json)
    {
        // Written as text: a parsed node would lose a key that is given twice.
        const string Model = """{"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []}""";
        var whole = part == "model"
            ? $$"""{"added_tokens": [], "model": {{json}}}"""
            : $$"""{"added_tokens": [], "model": {{Model}}, "{{part}}": {{json}}}""";
        return Tokenizer.FromJson(System.Text.Encoding.UTF8.GetBytes(whole), "test");
    }
}
