using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Headlight.Web;

namespace Headlight.Hosts.Tests.Web;

/// <summary>A real server on a free port, with the bundled MiniLM, and a client for it.</summary>
public sealed class RunningServer : IAsyncLifetime
{
    private readonly DirectoryInfo kept = Directory.CreateTempSubdirectory("headlight-kept-");
    private WebServer server = null!;

    internal HttpClient Client { get; } = new();

    internal string Token => server.Token;

    internal Uri Root => server.Root;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await WebServer.StartAsync(new WebOptions { Port = 0, Model = "minilm", Rankings = kept.FullName });
        Client.BaseAddress = server.Root;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await server.DisposeAsync();
        kept.Delete(recursive: true);
    }

    internal Task<HttpResponseMessage> PostAsync(string path, object request) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(request) });

    internal Task<HttpResponseMessage> GetAsync(string path) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);

    internal async Task<List<ReceivedFrame>> ReadAsync(string text, string? pair = null)
    {
        using var response = await PostAsync("api/readings", new { model = "minilm", text, pair });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await FrameReader.AllAsync(response);
    }

    internal async Task<ReceivedFrame> FrameAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return Assert.Single(await FrameReader.AllAsync(response));
    }

    /// <summary>The sentence of a refusal.</summary>
    internal static async Task<string> RefusalAsync(HttpStatusCode status, Task<HttpResponseMessage> request)
    {
        using var response = await request;
        var body = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(status == response.StatusCode, $"{response.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement.GetProperty("message").GetString()!;
    }
}
