using System.Net;
using System.Text.Json;
using Headlight.Mediation;
using Headlight.Web;

namespace Headlight.Hosts.Tests.Web;

/// <summary>Pairs of prompts measured by the server, and the committed run.</summary>
public sealed class MediationStreamTests : IDisposable
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-measured-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_set_is_measured_pair_by_pair_and_kept_beyond_the_server()
    {
        var request = new { model = "smollm2", set = "winogender", limit = 1 };
        var first = await AskAsync(request);
        Assert.Equal(["pair", "summary", "done"], Names(first));
        var pair = first.Single(frame => frame.Name == "pair").Header;
        Assert.Equal("winogender-001", pair.GetProperty("id").GetString());
        using (var model = TransformerModel.Load("smollm2"))
        {
            var one = PairFile.Open("winogender")[0];
            var result = await model.MediateAsync(one, new() { Heads = [new(0, 0)] }, null, Stop);
            Assert.Equal(result.Total, pair.GetProperty("total").GetDouble(), 1e-6);
            Assert.Equal(result.Model.Indirect, pair.GetProperty("indirect").GetDouble(), 1e-6);
        }
        Assert.Equal(1, first.Single(frame => frame.Name == "summary").Header.GetProperty("count").GetInt32());

        var file = Assert.Single(Directory.GetFiles(folder));
        var written = await File.ReadAllTextAsync(file, Stop);
        var again = await AskAsync(request);
        Assert.Equal(pair.ToString(), again.Single(frame => frame.Name == "pair").Header.ToString());
        Assert.Equal(written, await File.ReadAllTextAsync(file, Stop));
    }

    [Fact]
    public async Task Two_pages_at_once_share_the_pairs_and_the_file()
    {
        await using var server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Root };
        var both = await Task.WhenAll(new[] { 1, 2 }.Select(
            limit => AskAsync(client, new { model = "smollm2", set = "winogender", limit })));
        Assert.All(both, frames => Assert.Equal(["summary", "done"], Names(frames).TakeLast(2)));
        var pairs = both.Select(frames => frames.Where(frame => frame.Name == "pair")
            .Select(frame => frame.Header.ToString()).ToArray()).ToArray();
        Assert.Equal((1, 2), (pairs[0].Length, pairs[1].Length));
        Assert.Equal(pairs[0], pairs[1][..1]);
        var measured = both.SelectMany(frames => frames).Where(frame => frame.Name == "progress")
            .Select(frame => frame.Text("stage"));
        Assert.Equal(2, measured.Count(stage => stage.StartsWith("Measuring", StringComparison.Ordinal)));
        var file = Assert.Single(Directory.GetFiles(folder));
        Assert.Equal(2, File.ReadLines(file).Count());
    }

    [Fact]
    public async Task A_pair_of_the_readers_own_has_every_head()
    {
        var own = new
        {
            she = "The doctor asked the nurse a question. She",
            he = "The doctor asked the nurse a question. He",
            stereo = " smiled.",
            anti = " frowned.",
        };
        var frames = await AskAsync(new { model = "smollm2", pair = own });
        var pair = frames.Single(frame => frame.Name == "pair").Header;
        Assert.Equal(270, pair.GetProperty("heads").GetArrayLength());
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData("`winobia`; winobias, winogender", """{"model": "smollm2", "set": "winobia"}""")]
    [InlineData("\"limit\" is 0", """{"model": "smollm2", "set": "winobias", "limit": 0}""")]
    [InlineData("has no \"he\"", """{"model": "smollm2", "pair": {"she": "A"}}""")]
    [InlineData("unknown field `sett`. Did you mean `set`?", """{"model": "smollm2", "sett": "winobias"}""")]
    [InlineData("both prompts are the same",
        """{"model": "smollm2", "pair": {"she": "A b", "he": "A b", "stereo": " c", "anti": " d"}}""")]
    [InlineData("writes no next word",
        """{"model": "minilm", "pair": {"she": "A b", "he": "A c", "stereo": " c", "anti": " d"}}""")]
    public async Task What_cannot_be_measured_is_refused(string said, string request)
    {
        await using var server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Root };
        using var body = new StringContent(request);
        using var response = await client.PostAsync("api/mediations", body, Stop);
        Assert.Contains(said, await SentenceAsync(response));
    }

    // Where the model had to be loaded first, the refusal comes as the last frame.
    private static async Task<string> SentenceAsync(HttpResponseMessage response)
    {
        if (response.StatusCode == HttpStatusCode.OK)
        {
            var last = (await FrameReader.AllAsync(response))[^1];
            Assert.Equal("error", last.Name);
            return last.Header.GetProperty("message").GetString()!;
        }
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        return answer.RootElement.GetProperty("message").GetString()!;
    }

    [Fact]
    public async Task The_committed_run_says_what_docs_say()
    {
        await using var server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Root };
        var run = JsonDocument.Parse(await client.GetStringAsync("api/mediation", Stop)).RootElement;
        Assert.Equal(204, run.GetProperty("count").GetInt32());
        Assert.Equal(204, run.GetProperty("pairs").GetArrayLength());
        Assert.Equal(0.105, run.GetProperty("total").GetProperty("mean").GetDouble(), 5e-4);
        Assert.Equal(0.089, run.GetProperty("indirect").GetProperty("mean").GetDouble(), 5e-4);
        Assert.Equal(0.027, run.GetProperty("direct").GetProperty("mean").GetDouble(), 5e-4);
        var heads = run.GetProperty("heads").EnumerateArray().Take(5).Select(
            head => $"{head.GetProperty("layer").GetInt32()}.{head.GetProperty("head").GetInt32()}");
        Assert.Equal(["14.8", "17.0", "15.7", "9.4", "9.3"], heads);
        Assert.Equal("2026-11-25", run.GetProperty("date").GetString());
    }

    private Task<WebServer> StartAsync() => WebServer.StartAsync(
        new WebOptions { Port = 0, Model = "smollm2", Measurements = folder }, Stop);

    // Each on a server of its own, as after a restart.
    private async Task<List<ReceivedFrame>> AskAsync(object request)
    {
        await using var server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Root };
        return await AskAsync(client, request);
    }

    private static async Task<List<ReceivedFrame>> AskAsync(HttpClient client, object request)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "api/mediations")
        {
            Content = new StringContent(JsonSerializer.Serialize(request)),
        };
        using var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await FrameReader.AllAsync(response);
    }

    private static IEnumerable<string> Names(IEnumerable<ReceivedFrame> frames) =>
        frames.Select(frame => frame.Name).Where(name => name != "progress");
}
