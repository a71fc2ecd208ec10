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
        Assert.Matches(@"\nL\d+H\d +0\.\d{3} +0\.\d{3} +not measured", run.Output);
        Assert.Contains("15 of 270 heads", run.Output);
    }

    [Fact]
    public async Task What_stands_for_nothing_is_named_and_its_weight_counted()
    {
        var run = await Run.Of("compare", "minilm", "the cat sat", "the black cat sat", "--all-queries");
        Assert.Equal(0, run.Code);
        Assert.StartsWith("differ: nothing\nstand for nothing in the other text: B: black; in the mean,", run.Output);
    }
}
