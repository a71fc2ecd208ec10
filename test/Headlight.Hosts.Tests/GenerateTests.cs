using System.Text.Json;

namespace Headlight.Hosts.Tests;

/// <summary>`headlight generate`.</summary>
public sealed class GenerateTests : IDisposable
{
    private const string Prompt = "The doctor asked the nurse a question. She";
    private readonly string folder = Directory.CreateTempSubdirectory("headlight").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_text_is_gone_on_with_and_its_reading_written()
    {
        var json = Path.Combine(folder, "x.json");
        var run = await Run.Of(
            "generate", "smollm2", Prompt, "--max-new-tokens", "5", "--probabilities", "--output", json,
            "--tensors", "attn.9");
        Assert.Equal(0, run.Code);
        Assert.StartsWith($"{Prompt} said, \"I'm\n", run.Output);
        Assert.Matches(@"\n·said +0\.167 +·said 0\.167  ·asked 0\.075", run.Output);
        Assert.Contains("the limit of 5 new tokens is reached", run.Error);
        using var file = JsonDocument.Parse(File.ReadAllText(json));
        var metadata = file.RootElement.GetProperty("metadata");
        Assert.Equal([1137, 28, 476, 57, 5248],
            metadata.GetProperty("generated_ids").EnumerateArray().Select(id => id.GetInt32()));
        Assert.Equal(14, metadata.GetProperty("ids").GetArrayLength());
        Assert.InRange(metadata.GetProperty("generated")[0].GetProperty("probability").GetDouble(), 0.166, 0.168);
        Assert.Equal("most probable token each time", metadata.GetProperty("generated_by").GetString());
        Assert.Equal("generated", metadata.GetProperty("sources")[13].GetString());
        Assert.Equal(14, file.RootElement.GetProperty("tensors").GetProperty("attn.9")[0].GetArrayLength());
    }

    [Theory]
    [InlineData("writes no next word", "minilm", "a b")]
    [InlineData("The text is empty", "smollm2", "")]
    [InlineData("set a temperature", "smollm2", "a", "--top-k", "3")]
    [InlineData("new tokens", "smollm2", "a", "--max-new-tokens", "0")]
    public async Task What_makes_no_sense_is_refused(string said, params string[] args) =>
        Assert.Contains(said, await Run.Refusal(["generate", .. args]));
}
