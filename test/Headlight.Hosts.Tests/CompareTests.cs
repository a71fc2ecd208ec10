namespace Headlight.Hosts.Tests;

/// <summary>`headlight compare`.</summary>
public class CompareTests
{
    [Fact]
    public async Task Heads_are_ranked_by_how_differently_they_look()
    {
        var run = await Run.Of(
            "compare", "smollm2", "The doctor asked the nurse a question. She",
            "The doctor asked the nurse a question. He");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("differ: She | He", run.Output);
        Assert.Matches(@"\nL9H3 +0\.\d{3} +0\.\d{3} +doctor \+0\.26\d +nurse -0\.40\d +not measured", run.Output);
        Assert.Contains("15 of 270 heads", run.Output);
    }

    [Fact]
    public async Task What_stands_for_nothing_is_named_and_its_weight_counted()
    {
        var run = await Run.Of("compare", "minilm", "the cat sat", "the black cat sat", "--all-queries");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("differ: nothing\nstand for nothing in the other text: B: black; in the mean,", run.Output);
    }

    [Fact]
    public async Task Heads_of_both_signs_stand_beside_what_they_do()
    {
        var run = await Run.Of(
            "compare", "smollm2", "The doctor asked the nurse a question. She",
            "The doctor asked the nurse a question. He", "--keys", "nurse,doctor", "--top", "4", "--measure");
        Assert.Equal(0, run.Code);
        Assert.Matches(@"\nL9H4 +0\.47\d +0\.14\d +0\.13\d +0\.18\d +\+0\.378 +\+7\.\d+e-03", run.Output);
        Assert.Matches(@"\nL9H3 +0\.13\d +0\.31\d +0\.53\d +0\.05\d +-0\.664 +\+2\.\d+e-03", run.Output);
        Assert.All(["L4H8", "L15H7", "L17H0", "L5H8"], head => Assert.Contains($"\n{head} ", run.Output));
        Assert.Contains("n = 1 pair of texts", run.Output);
        Assert.Contains("when the head looks as in B", run.Output);
    }

    [Theory]
    [InlineData("no token in common", "A cat", "xyz")]
    [InlineData("--top is 0", "A cat", "A dog", "--top", "0")]
    [InlineData("equal length", "A cat", "A black cat", "--measure")]
    [InlineData("two words were expected", "A cat", "A dog", "--keys", "cat")]
    [InlineData("stands for none of the second", "A black cat", "A cat", "--keys", "black,A")]
    [InlineData("leave --all-queries out", "A cat", "A dog", "--keys", "cat,A", "--all-queries")]
    [InlineData("add --measure", "A cat", "A dog", "--outcome", "next")]
    public async Task What_makes_no_sense_is_refused(string said, params string[] args)
    {
        var run = await Run.Of(["compare", "smollm2", .. args]);
        Assert.Equal(2, run.Code);
        Assert.Contains(said, run.Error);
    }
}
