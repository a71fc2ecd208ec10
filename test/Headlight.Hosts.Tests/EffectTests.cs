using System.Text.RegularExpressions;

namespace Headlight.Hosts.Tests;

/// <summary>`headlight effect`.</summary>
public class EffectTests
{
    private const string Prompt = "The doctor asked the nurse a question. She";

    [Fact]
    public async Task A_change_is_said_in_words_with_what_became_of_the_next_words()
    {
        var run = await Run.Of(
            "effect", "smollm2", Prompt, "--edit", "cut:L9H4:She>nurse", "--edit", "zero:L1", "--outcome",
            " said| asked");
        Assert.Equal(0, run.Code);
        Assert.Contains("in L9H4, token 8 gives token 4 nothing, and the others share its weight", run.Output);
        Assert.Contains("every head of layer 1 is off: its output is 0 (out of distribution)", run.Output);
        Assert.Matches(@"·said +0\.167 +0\.\d{3}", run.Output);
        Assert.Contains("goes on as it is: ·said, \"I'm", run.Output);
        Assert.Contains("goes on changed: ", run.Output);
        Assert.Matches(
            @"log odds of “ said” against “ asked”, means over the tokens after they part: 0\.79\d\d → ", run.Output);
    }

    [Fact]
    public async Task Heads_are_ranked_by_a_link_with_weight_and_norm_share_beside_the_effect()
    {
        var run = await Run.Of("effect", "smollm2", Prompt, "--edit", "cut:each:She>nurse", "--top", "3");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("in each head in turn, token 8 gives token 4 nothing, and the others share its " +
            "weight", run.Output);
        Assert.Equal(3, Regex.Count(run.Output, @"\nL\d+H\d +0\.\d{3} +0\.\d{3} +\+\d\.\d{3}e-\d\d"));
        Assert.Matches(
            @"rank correlation with the size of the effect: weight 0\.\d\d \[0\.\d\d, 0\.\d\d\]", run.Output);
        Assert.Contains("n = 270 heads", run.Output);
    }

    [Fact]
    public async Task Links_of_one_head_are_cut_one_by_one_beside_weight_and_norm_share()
    {
        var run = await Run.Of("effect", "smollm2", Prompt, "--edit", "cut:L9H4:She>each");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("in L9H4, what 8 ·She gives is cut, link by link", run.Output);
        Assert.Equal(9, Regex.Count(run.Output, @"\n\d \S+ +\d\.\d{3} +\d\.\d{3} +[+-]\d\.\d{3}e[+-]\d\d"));
        Assert.Matches(@"\n4 ·nurse +0\.475 +0\.618 +\+1\.0\d\de-02", run.Output);
        Assert.Contains("n = 9 links", run.Output);
    }

    [Theory]
    [InlineData("hide:all:asked the nurse", "token 2, 3, 4 nothing")]
    [InlineData("hide:all:2-4", "token 2, 3, 4 nothing")]
    [InlineData("hide:all:nurse", "token 4 nothing")]
    public async Task A_span_of_words_is_hidden_whole(string edit, string said) => Assert.Contains(
        said, (await Run.Of("effect", "smollm2", Prompt, "--edit", edit, "--continue", "0")).Output);

    [Fact]
    public async Task Heads_take_over_the_patterns_of_another_text()
    {
        var run = await Run.Of(
            "effect", "smollm2", Prompt, "--edits", "pattern:all:The doctor asked the nurse a question. He",
            "--continue", "0");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("every head looks as it does in “The doctor asked the nurse a question. He”", run.Output);
        Assert.DoesNotContain("goes on", run.Output);
        var json = """[{"edit": "pattern", "heads": "all", "of": "The doctor asked the nurse a question. He"}]""";
        var same = await Run.Of("effect", "smollm2", Prompt, "--edits", json, "--continue", "0");
        Assert.Equal(run.Output, same.Output);
    }

    [Fact]
    public async Task Sentence_embedders_have_the_similarity_of_two_texts()
    {
        var run = await Run.Of(
            "effect", "minilm", "the cat sat on the mat", "--edit", "hide:all:cat", "--outcome", "like:a dog on a mat");
        Assert.Equal(0, run.Code);
        Assert.Matches(@"cosine similarity with “a dog on a mat”: 0\.\d{4} → 0\.\d{4}, change [+-]\d", run.Output);
        var plain = await Run.Of("effect", "minilm", "the cat sat", "--edit", "scale:all:1");
        Assert.Contains("cosine similarity with “the cat sat”: 1.0000 → 1.0000, change", plain.Output);
    }

    [Fact]
    public async Task Edits_may_come_as_json()
    {
        const string Json = """[{"edit": "scale", "heads": "L1", "factor": 0}, {"edit": "mean", "heads": "L9H3"}]""";
        var run = await Run.Of("effect", "smollm2", Prompt, "--edits", Json);
        Assert.Equal(0, run.Code);
        Assert.Contains("every head of layer 1 is off", run.Output);
        Assert.Contains("L9H3 is off: its output is its mean over Headlight's 24 reference sentences", run.Output);
        Assert.Contains("no JSON", (await Run.Of("effect", "smollm2", Prompt, "--edits", "[")).Error);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_has_no_effect()
    {
        var run = await Run.Of("effect", "smollm2", Prompt, "--edit", "scale:L3H1:1");
        Assert.Contains("next word: 0.000e+00 nats", run.Output);
    }

    [Theory]
    [InlineData("Did you mean `off`?", "--edit", "of:L9H3")]
    [InlineData("names no heads", "--edit", "off:H9")]
    [InlineData("L77 is not there", "--edit", "zero:L77")]
    [InlineData("No token is `Nurse1`", "--edit", "cut:L9H4:She>Nurse1")]
    [InlineData("lacks something", "--edit", "cut:L9H4:She")]
    [InlineData("lacks something", "--edit", "force:L9H4:She>nurse")]
    [InlineData("contradict each other", "--edit", "zero:L9", "--edit", "scale:L9H1:2")]
    [InlineData("Say what is changed")]
    [InlineData("one of these was expected", "--edit", "zero:L9", "--outcome", " said|a|b")]
    [InlineData("has 2 tokens, but the text has 9", "--edit", "pattern:all:She said")]
    [InlineData("cut in one head", "--edit", "cut:L9:She>each")]
    [InlineData("ends before it begins", "--edit", "hide:all:4-2")]
    [InlineData("at least 1", "--edit", "off:each", "--top", "-3")]
    [InlineData("there is no such file", "--edits", "nofile.json")]
    [InlineData("stands alone", "--edit", "off:each", "--edit", "zero:L9")]
    [InlineData("says too much", "--edit", "off:L9:H3")]
    [InlineData("The text is empty", "--edit", "zero:L9", "--outcome", "like:")]
    [InlineData("key-value heads 0 to 2", "--edits",
        """[{"edit": "replace", "heads": "L1H5", "site": "k", "tokens": [0], "values": [[1]]}]""")]
    [InlineData("has other tokens after the text", "--edit", "zero:L9", "--outcome", "said|ly")]
    public async Task What_makes_no_sense_is_refused(string said, params string[] args)
    {
        var run = await Run.Of(["effect", "smollm2", Prompt, .. args]);
        Assert.Equal(2, run.Code);
        Assert.Contains(said, run.Error);
    }
}
