using System.Text;
using System.Text.Json;
using Headlight.Web;
using Headlight.Web.Effects;

namespace Headlight.Hosts.Tests.Web;

/// <summary>Rankings that are left, asked for by several pages, and asked for again after a restart.</summary>
public sealed class LastingRankingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-effects-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_a_page_left_is_there_after_a_restart_and_the_rest_is_measured()
    {
        var seen = new List<string>();
        await using (var server = await StartAsync())
        {
            using var client = new HttpClient { BaseAddress = server.Root };
            using var response = await AskAsync(client, "The cat sat on the mat.");
            await using var body = await response.Content.ReadAsStreamAsync(Stop);
            while (seen.Count < 10)
            {
                var frame = (await FrameReader.NextAsync(body))!;
                if (frame.Name == "effect")
                {
                    seen.Add(frame.Header.ToString());
                }
            }
        }
        var (effects, progress, ranked) = await WholeAsync("The cat sat on the mat.");
        Assert.Equal(72, effects.Count);
        Assert.Equal(seen, effects.Where(seen.Contains).Take(10));
        Assert.InRange(progress, 0, 62);
        var (again, none, same) = await WholeAsync("The cat sat on the mat.");
        Assert.Equal(effects.Order(), again.Order());
        Assert.Equal((0, ranked), (none, same));
        var (other, all, _) = await WholeAsync("The cat sat on a mat.");
        Assert.Equal(72, all);
        Assert.NotEqual(effects.Order(), other.Order());
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Theory]
    [InlineData("""{"kind": "next"}""", """{"kind": "similarity", "other": "next"}""")]
    [InlineData(
        """{"kind": "continuations", "first": " was a", "second": " was b"}""",
        """{"kind": "continuations", "first": " was a", "second": " was b", "whole": true}""")]
    [InlineData(
        """{"kind": "continuations", "first": "a", "second": null}""",
        """{"kind": "continuations", "first": "a", "second": ""}""")]
    [InlineData(
        """{"kind": "continuations", "first": "a", "second": "b"}""",
        """{"kind": "masked", "first": "a", "second": "b"}""")]
    public async Task What_measures_something_else_is_something_else(string one, string other)
    {
        async Task<string> KeyAsync(string outcome)
        {
            var body = "{\"request\": {\"model\": \"m\", \"text\": \"t\"}, \"question\": {\"kind\": \"off\"}, " +
                $"\"outcome\": {outcome}}}";
            return (await EffectRequest.OfHeadsAsync(new MemoryStream(Encoding.UTF8.GetBytes(body)), Stop)).Key;
        }
        Assert.NotEqual(await KeyAsync(one), await KeyAsync(other));
        Assert.Equal(await KeyAsync(one), await KeyAsync(one));
    }

    [Fact]
    public async Task A_spoilt_file_is_measured_again()
    {
        var (effects, _, ranked) = await WholeAsync("One two.");
        var file = Assert.Single(Directory.GetFiles(folder));
        File.WriteAllBytes(file, [.. File.ReadAllBytes(file)[..2000], 0xff, 0, 10, .. "{\"head\": 1"u8]);
        var (again, progress, same) = await WholeAsync("One two.");
        Assert.InRange(progress, 1, 71);
        Assert.Equal(72, again.Count);
        Assert.Equal(Changes(effects), Changes(again), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(ranked, same);
        Assert.Equal(0, (await WholeAsync("One two.")).Progress);
    }

    [Fact]
    public async Task Two_pages_follow_one_work_and_one_may_leave()
    {
        var text = string.Join(' ', Enumerable.Repeat("The cat sat on the mat.", 8));
        await using var server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Root };
        using var first = await AskAsync(client, text);
        var left = await first.Content.ReadAsStreamAsync(Stop);
        ReceivedFrame? frame;
        do
        {
            frame = await FrameReader.NextAsync(left);
        }
        while (frame!.Name != "effect");
        using var second = await AskAsync(client, text);
        var stays = FrameReader.AllAsync(second);
        first.Dispose();
        var frames = await stays;
        Assert.Equal(72, frames.Count(each => each.Name == "effect"));
        Assert.Equal(["ranked", "done"], frames.TakeLast(2).Select(each => each.Name));
        Assert.Equal(frame.Header.ToString(), frames.First(each => each.Name == "effect").Header.ToString());
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            using var response = await AskAsync(client, $"Ask {i / 2} now.");
            return Sorted(await FrameReader.AllAsync(response));
        }));
        Assert.Equal(together[0], together[1]);
        Assert.Equal(together[2], together[3]);
    }

    private static IEnumerable<double> Changes(IEnumerable<string> effects) =>
        effects.Order().Select(each => JsonDocument.Parse(each).RootElement.GetProperty("change").GetDouble());

    private static string[] Sorted(IEnumerable<ReceivedFrame> frames) =>
        [.. frames.Where(frame => frame.Name == "effect").Select(frame => frame.Header.ToString()).Order()];

    // On a server of its own, as after a restart.
    private async Task<(List<string> Effects, int Progress, string Ranked)> WholeAsync(string text)
    {
        await using var server = await StartAsync();
        using var client = new HttpClient { BaseAddress = server.Root };
        using var response = await AskAsync(client, text);
        var frames = await FrameReader.AllAsync(response);
        Assert.Equal("done", frames[^1].Name);
        return (
            [.. frames.Where(frame => frame.Name == "effect").Select(frame => frame.Header.ToString())],
            frames.Count(frame => frame.Name == "progress" && frame.Text("stage") == "Run"),
            frames[^2].Header.ToString());
    }

    private Task<WebServer> StartAsync() => WebServer.StartAsync(
        new WebOptions { Port = 0, Model = "minilm", Rankings = folder }, Stop);

    private static async Task<HttpResponseMessage> AskAsync(HttpClient client, string text)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, "api/rankings")
        {
            Content = new StringContent(JsonSerializer.Serialize(
                new { request = new { model = "minilm", text }, question = new { kind = "zero" } })),
        };
        return await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, Stop);
    }
}
