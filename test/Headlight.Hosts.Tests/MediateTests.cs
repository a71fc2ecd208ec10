using System.Text.Json;

namespace Headlight.Hosts.Tests;

/// <summary>`headlight effect --from`.</summary>
public sealed class MediateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-mediate-").FullName;

    private string Target => Path.Combine(folder, "r.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_data_set_is_measured_summed_up_and_gone_on_with()
    {
        string[] args =
            ["effect", "smollm2", "--from", "winogender", "--heads", "14.8,9.3", "--output", Target, "--measure",
                "mediation,ablation,edges"];
        var first = await Run.Of([.. args, "--limit", "2"]);
        Assert.Equal(0, first.Code);
        Assert.StartsWith("2 pairs, unfiltered; means with 95 % bootstrap intervals", first.Output);
        Assert.Matches(@"\nthrough attention \(indirect\) +[+-]0\.\d{4} +\[[+-]", first.Output);
        Assert.Contains("share through attention", first.Output);
        Assert.Matches(@"\nL14H8 +[+-]0\.\d{4}", first.Output);
        Assert.Contains("is it needed?", first.Output);
        Assert.Contains("do its links matter?", first.Output);
        Assert.Contains("These are different questions", first.Output);
        var lines = await File.ReadAllLinesAsync(Target);
        Assert.Equal(3, lines.Length);
        var row = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("winogender-001", row.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("NIE_head")[0][0].ValueKind);
        Assert.Equal(JsonValueKind.Number, row.GetProperty("NIE_head")[14][8].ValueKind);
        Assert.Equal(2, row.GetProperty("edges").GetProperty("she").GetProperty("head").GetArrayLength());
        Assert.Equal("aggregate", JsonDocument.Parse(lines[2]).RootElement.GetProperty("id").GetString());

        var again = await Run.Of([.. args, "--limit", "2"]);
        Assert.Contains("2 of 2 pairs are in", again.Error);
        Assert.Equal(first.Output, again.Output);
        Assert.Equal(lines, await File.ReadAllLinesAsync(Target));
        Assert.Contains("was measured otherwise", (await Run.Of([.. args, "--limit", "3"])).Error); // another mean
    }

    [Fact]
    public async Task More_pairs_go_on_with_a_file_and_a_picture_is_drawn()
    {
        var picture = Path.Combine(folder, "p.svg");
        string[] args = ["effect", "smollm2", "--from", "winogender", "--heads", "L14H8", "--output", Target];
        Assert.Equal(0, (await Run.Of([.. args, "--limit", "1"])).Code);
        var more = await Run.Of([.. args, "--limit", "2", "--svg", picture, "--seed", "3", "--resamples", "50"]);
        Assert.Equal(0, more.Code);
        Assert.Contains("1 of 2 pairs are in", more.Error);
        Assert.Equal(3, (await File.ReadAllLinesAsync(Target)).Length);
        var svg = System.Xml.Linq.XDocument.Load(picture);
        Assert.Contains(svg.Descendants(), element => element.Value.StartsWith("L14H8 ", StringComparison.Ordinal));
        Assert.Contains("looks against matters", svg.ToString());
    }

    [Theory]
    [InlineData("There is no file pairs.jsonl", "--from", "pairs.jsonl")]
    [InlineData("Did you mean `winobias`?", "--from", "winbias")]
    [InlineData("Did you mean `edges`?", "--from", "winogender", "--measure", "edge")]
    [InlineData("L77H1 is not there", "--from", "winogender", "--heads", "77.1")]
    [InlineData("at least one pair", "--from", "winogender", "--limit", "0")]
    [InlineData("leave the text, edits and outcome out", "--from", "winogender", "--edit", "off:L1")]
    [InlineData("--heads belongs to --from", "A text", "--edit", "off:L1", "--heads", "1.1")]
    [InlineData("There is no text to change", "--edit", "off:L1")]
    public async Task What_makes_no_sense_is_refused(string said, params string[] args)
    {
        var run = await Run.Of(["effect", "smollm2", .. args]);
        Assert.Equal(2, run.Code);
        Assert.Contains(said, run.Error);
    }

    [Fact]
    public async Task A_file_of_another_model_is_refused()
    {
        await File.WriteAllTextAsync(Target, """{"id":"winogender-001","model":"other","options":"x"}""" + "\n");
        var run = await Run.Of("effect", "smollm2", "--from", "winogender", "--output", Target);
        Assert.Equal(2, run.Code);
        Assert.Contains("was measured otherwise (other; x)", run.Error);
    }
}
