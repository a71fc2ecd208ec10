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
        Assert.Matches(@"KL\(as it is ‖ changed\) of the next word: \d\.\d{3}e[+-]\d\d nats", run.Output);
        Assert.Matches(@"log odds of ` said` against ` asked`, means over their tokens: 0\.79\d\d → ", run.Output);
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
    [InlineData("two continuations", "--edit", "zero:L9", "--outcome", " said")]
    [InlineData("has other tokens after the text", "--edit", "zero:L9", "--outcome", "said|ly")]
    public async Task What_makes_no_sense_is_refused(string said, params string[] args)
    {
        var run = await Run.Of(["effect", "smollm2", Prompt, .. args]);
        Assert.Equal(2, run.Code);
        Assert.Contains(said, run.Error);
    }
}
