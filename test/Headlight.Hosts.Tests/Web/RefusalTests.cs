using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Headlight.Hosts.Tests.Web;

/// <summary>What the server refuses, and with which sentence.</summary>
public sealed class RefusalTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static string Folder =>
        BundledModel.All.Single(model => model.Name == "minilm").Path;

    [Theory]
    [InlineData("example.org")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1.example.org")]
    public async Task Other_names_are_not_answered(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "api/start") { Headers = { Host = host } };
        Assert.Contains($"does not answer for the name `{host}`",
            await RunningServer.RefusalAsync(HttpStatusCode.Forbidden, server.SendAsync(request)));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[::1]")]
    public async Task Other_names_of_the_loopback_are_answered(string host)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "api/start")
        {
            Headers = { Host = $"{host}:{server.Root.Port}" },
        };
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("http://example.org")]
    [InlineData("null")]
    [InlineData("https://127.0.0.1")]
    public async Task Other_pages_are_refused(string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/tokenize")
        {
            Content = JsonContent.Create(new { model = "minilm", text = "a" }),
            Headers = { { "Origin", origin } },
        };
        Assert.Contains("from another page",
            await RunningServer.RefusalAsync(HttpStatusCode.Forbidden, server.SendAsync(request)));
    }

    [Fact]
    public async Task Our_own_page_is_answered()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/tokenize")
        {
            Content = JsonContent.Create(new { model = "minilm", text = "a b" }),
            Headers = { { "Origin", server.Root.GetLeftPart(UriPartial.Authority) } },
        };
        using var response = await server.SendAsync(request);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((4, 512), (answer.GetProperty("count").GetInt32(), answer.GetProperty("positions").GetInt32()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task A_path_needs_the_token(string? token)
    {
        var sentence = await RunningServer.RefusalAsync(HttpStatusCode.Forbidden, Read(Folder, token));
        Assert.Contains("needs the token", sentence);
    }

    [Fact]
    public async Task A_path_with_the_token_is_read()
    {
        using var response = await Read(Folder, server.Token);
        Assert.Contains(await FrameReader.AllAsync(response), frame => frame.Name == "done");
    }

    [Fact]
    public async Task A_model_that_does_not_exist_is_answered_with_the_nearest()
    {
        Assert.Contains("Did you mean `minilm`?",
            await RunningServer.RefusalAsync(HttpStatusCode.Forbidden, Read("minilim", null)));
        Assert.Contains("Did you mean `minilm`?",
            await RunningServer.RefusalAsync(HttpStatusCode.BadRequest, Read("minilim", server.Token)));
    }

    [Theory]
    [InlineData("{", "The request is not JSON")]
    [InlineData("", "The request is not JSON")]
    [InlineData("[]", "an object was expected")]
    [InlineData("""{"model": "minilm"}""", "has no \"text\"")]
    [InlineData("""{"text": "a"}""", "has no \"model\"")]
    [InlineData("""{"model": "minilm", "text": 1}""", "\"text\" is of JSON kind Number; a string was expected.")]
    [InlineData("""{"model": "minilm", "text": "a", "startToken": 1}""", "true or false was expected.")]
    [InlineData("""{"model": "minilm", "text": "a", "pear": "b"}""", "Did you mean `pair`?")]
    [InlineData("""{"model": "minilm", "text": "\ud800"}""", "half a surrogate pair")]
    [InlineData("""{"model": "minilm", "text": ""}""", "The text is empty")]
    public async Task A_request_that_is_wrong_is_answered_with_a_sentence(string body, string sentence)
    {
        _ = await server.ReadAsync("so that the model is there");
        Assert.Contains(sentence, await RunningServer.RefusalAsync(HttpStatusCode.BadRequest, Post(body)));
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_by_its_tokens_and_by_its_bytes()
    {
        _ = await server.ReadAsync("so that the model is there");
        var words = string.Concat(Enumerable.Repeat("cat ", 600));
        Assert.Contains("602 tokens, but minilm has 512 positions", await RunningServer.RefusalAsync(
            HttpStatusCode.BadRequest, server.PostAsync("api/readings", new { model = "minilm", text = words })));
        var text = new string('a', 1_000_001);
        Assert.Contains("at most 1000000", await RunningServer.RefusalAsync(
            HttpStatusCode.BadRequest, server.PostAsync("api/readings", new { model = "minilm", text })));
        Assert.Contains("too large", await RunningServer.RefusalAsync(
            HttpStatusCode.RequestEntityTooLarge, Post(new string(' ', 5_000_000))));
    }

    [Fact]
    public async Task Every_answer_keeps_the_page_to_itself()
    {
        foreach (var path in new[] { "", "api/start", "nothing", "api/readings/none" })
        {
            using var response = await server.GetAsync(path);
            Assert.StartsWith("default-src 'none'; script-src 'self';",
                Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
        }
    }

    [Fact]
    public async Task The_start_names_models_examples_and_what_to_open()
    {
        using var response = await server.GetAsync("api/start");
        var start = JsonDocument.Parse(await response.Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken)).RootElement;
        Assert.Contains(start.GetProperty("models").EnumerateArray(), model =>
            model.GetProperty("name").GetString() == "smollm2" && model.GetProperty("keyValueHeads").GetInt32() == 3
            && model.GetProperty("head").GetString() == "next");
        Assert.Equal("minilm", start.GetProperty("open").GetProperty("model").GetString());
        Assert.True(start.GetProperty("examples").GetArrayLength() > 1);
    }

    private Task<HttpResponseMessage> Read(string model, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "api/readings")
        {
            Content = JsonContent.Create(new { model, text = "The cat sat." }),
        };
        if (token is not null)
        {
            request.Headers.Add("X-Headlight-Token", token);
        }
        return server.SendAsync(request);
    }

    private Task<HttpResponseMessage> Post(string body) => server.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "api/readings")
        {
            Content = new StringContent(body, Encoding.UTF8),
            Headers = { ExpectContinue = true }, // a refusal by length comes before the body is sent
        });
}
