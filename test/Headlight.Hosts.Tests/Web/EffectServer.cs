using System.Net;
using System.Text.Json;
using Headlight.Readings;

namespace Headlight.Hosts.Tests.Web;

/// <summary>A server that has loaded both bundled models, and the library beside it.</summary>
public sealed class EffectServer : IAsyncLifetime
{
    internal const string Prompt = "The doctor asked the nurse a question. She";

    private readonly Lazy<TransformerModel> model = new(() => TransformerModel.Load("smollm2"));
    private readonly RunningServer server = new();

    /// <summary>test/fixtures of the repository.</summary>
    internal static string Fixtures
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Headlight.slnx")))
            {
                folder = Path.GetDirectoryName(folder)
                    ?? throw new InvalidOperationException("No Headlight.slnx above.");
            }
            return Path.Combine(folder, "test", "fixtures");
        }
    }

    internal TransformerModel Model => model.Value;

    internal Reading Plain => field ??= Model.Read(Prompt);

    internal RunningServer Server => server;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        _ = await ReadAsync(new { model = "smollm2", text = Prompt });
        _ = await ReadAsync(new { model = "minilm", text = "The cat sat." });
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        if (model.IsValueCreated)
        {
            Model.Dispose();
        }
    }

    internal Task<List<ReceivedFrame>> ReadAsync(object request) => StreamAsync("readings", request);

    internal async Task<List<ReceivedFrame>> StreamAsync(string path, object request)
    {
        using var response = await server.PostAsync($"api/{path}", request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await FrameReader.AllAsync(response);
    }

    internal async Task<JsonElement> EffectAsync(object request)
    {
        using var response = await server.PostAsync("api/effects", request);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        return JsonDocument.Parse(body).RootElement;
    }

    internal Task<string> RefusalAsync(string path, object request) =>
        RunningServer.RefusalAsync(HttpStatusCode.BadRequest, server.PostAsync($"api/{path}", request));

    internal static string Id(IEnumerable<ReceivedFrame> frames) => Reading(frames).GetProperty("id").GetString()!;

    internal static JsonElement Reading(IEnumerable<ReceivedFrame> frames) =>
        frames.Single(frame => frame.Name == "reading").Header;

    internal static string[] Strings(JsonElement list, string? name = null) =>
        [.. list.EnumerateArray().Select(item => (name is null ? item : item.GetProperty(name)).GetString()!)];
}

/// <summary>One server for all tests of effects: each loads a large model.</summary>
[CollectionDefinition(Name)]
public sealed class EffectTestsTogether : ICollectionFixture<EffectServer>
{
    internal const string Name = "effects";
}
