using System.Net;
using System.Text.Json;
using Headlight.Web;

namespace Headlight.Hosts.Tests.Web;

/// <summary>What a model writes, token by token and then as a reading.</summary>
[Collection(EffectTestsTogether.Name)]
public sealed class WrittenStreamTests(EffectServer effects)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_come_before_the_reading_of_the_whole_text()
    {
        var frames = await Written(new { tokens = 5 });
        Assert.Equal(
            [.. Enumerable.Repeat("token", 5), "reading", .. Enumerable.Repeat("layer", 30), "measures", "done"],
            frames.Select(frame => frame.Name).Where(name => name != "progress"));
        var tokens = frames.Where(frame => frame.Name == "token").ToArray();
        Assert.Equal([0, 1, 2, 3, 4], tokens.Select(frame => frame.Int("index")));
        Assert.Equal([1137, 28, 476, 57, 5248], tokens.Select(frame => frame.Int("id")));
        var reading = EffectServer.Reading(frames);
        Assert.Equal(EffectServer.Prompt + " said, \"I'm", reading.GetProperty("text").GetString());
        Assert.Equal("the limit of 5 new tokens is reached", reading.GetProperty("ended").GetString());
        Assert.Equal(
            [.. Enumerable.Repeat("text", 9), .. Enumerable.Repeat("generated", 5)],
            EffectServer.Strings(reading.GetProperty("tokens"), "source"));
        Assert.Equal(
            tokens.Select(frame => frame.Text("piece")),
            EffectServer.Strings(reading.GetProperty("generated"), "piece"));
    }

    [Fact]
    public async Task Probabilities_and_the_reading_are_the_librarys()
    {
        var edits = new[] { new { edit = "scale", heads = "L20", factor = 0 } };
        var frames = await Written(new { tokens = 6, temperature = 1.0, topK = 20, seed = 3 }, edits);
        var options = new GenerateOptions { MaxNewTokens = 6, Temperature = 1, TopK = 20, Seed = 3 };
        var expected = effects.Model.Continue(
            EffectServer.Prompt, options, await effects.Model.ParseEditsAsync(JsonSerializer.Serialize(edits), Stop));
        await foreach (var _ in expected.WriteAsync(Stop))
        {
        }
        var tokens = frames.Where(frame => frame.Name == "token").ToArray();
        Assert.Equal(expected.Tokens.Select(token => token.Id), tokens.Select(frame => frame.Int("id")));
        Assert.All(expected.Tokens.Zip(tokens), pair =>
        {
            var (own, sent) = (pair.First, pair.Second.Header);
            Assert.Equal(own.Probability, sent.GetProperty("probability").GetDouble(), 1e-5);
            Assert.Equal(
                own.Alternatives.Select(word => word.Piece),
                EffectServer.Strings(sent.GetProperty("alternatives"), "piece"));
        });
        var reading = await expected.ReadAsync(Stop);
        var rows = await effects.Server.FrameAsync($"api/readings/{EffectServer.Id(frames)}/rows/14");
        var own = reading.Layers.SelectMany(layer => layer.Heads).SelectMany(head => head.PatternRows(14, 1)).ToArray();
        Assert.All(own.Zip(rows.Floats), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Equal(
            ["every head of layer 20 is off: its output is 0 (out of distribution)"],
            EffectServer.Strings(EffectServer.Reading(frames).GetProperty("edits").GetProperty("words")));
    }

    [Fact]
    public async Task Pages_that_ask_the_same_share_what_is_written()
    {
        var same = new { tokens = 7, temperature = 0.9, seed = 11 };
        var both = await Task.WhenAll(Written(same), Written(same));
        var late = await Written(same);
        using var response = await effects.Server.GetAsync($"api/readings/{EffectServer.Id(late)}");
        var again = await FrameReader.AllAsync(response);
        Assert.All([both[1], late, again], frames => Assert.Equal(
            both[0].Where(frame => frame.Name is "token" or "layer").Select(frame => frame.Header.GetRawText()),
            frames.Where(frame => frame.Name is "token" or "layer").Select(frame => frame.Header.GetRawText())));
        Assert.Equal(both[0][^1].Header.GetRawText(), again[^1].Header.GetRawText());
    }

    [Fact]
    public async Task A_text_that_was_only_read_has_nothing_written()
    {
        var reading = EffectServer.Reading(
            await effects.ReadAsync(new { model = "smollm2", text = EffectServer.Prompt }));
        Assert.Equal(0, reading.GetProperty("generated").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, reading.GetProperty("ended").ValueKind);
        Assert.Equal("""{"json":[],"words":[]}""", reading.GetProperty("edits").GetRawText());
    }

    [Fact]
    public async Task A_page_that_goes_away_stops_the_writing()
    {
        var endless = new { tokens = 8000, temperature = 1.0, ignoreEnd = true };
        var request = new { model = "smollm2", text = EffectServer.Prompt, generate = endless };
        var id = new ReadRequest("smollm2", EffectServer.Prompt, null, Generate: new GenerateOptions
        {
            MaxNewTokens = 8000,
            Temperature = 1,
            IgnoreEnd = true,
        }).Id;
        using (var response = await effects.Server.PostAsync("api/readings", request))
        {
            var body = await response.Content.ReadAsStreamAsync(Stop);
            Assert.Equal("token", (await FrameReader.NextAsync(body))!.Name);
            using var held = await effects.Server.GetAsync($"api/readings/{id}/rows/0");
            Assert.Equal(HttpStatusCode.BadRequest, held.StatusCode); // it is being written
        }
        // Writing that goes on is found again and not gone.
        var patience = DateTime.UtcNow + TimeSpan.FromSeconds(20);
        while (true)
        {
            using var held = await effects.Server.GetAsync($"api/readings/{id}/rows/0");
            if (held.StatusCode == HttpStatusCode.Gone)
            {
                break;
            }
            Assert.True(DateTime.UtcNow < patience, $"still {held.StatusCode}");
            await Task.Delay(20, Stop);
        }
    }

    private Task<List<ReceivedFrame>> Written(object generate, object? edits = null) => effects.ReadAsync(
        new { model = "smollm2", text = EffectServer.Prompt, generate, edits = edits ?? Array.Empty<object>() });
}
