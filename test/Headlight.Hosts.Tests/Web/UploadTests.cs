using System.Net;
using Headlight.Readings;

namespace Headlight.Hosts.Tests.Web;

/// <summary>Saved readings sent to the server.</summary>
public sealed class UploadTests(RunningServer server) : IClassFixture<RunningServer>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-upload-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("q,k,v,norm", true, "[\"q\",\"k\",\"norms\"]")]
    [InlineData("attn", false, "[\"pattern\"]")]
    public async Task A_saved_reading_is_shown_as_it_was(string tensors, bool queriesAndKeys, string parts)
    {
        using var model = TransformerModel.Load("minilm");
        var reading = model.Read("The cat sat.", "A dog lay.");
        var path = Path.Combine(folder, "x.safetensors");
        await ReadingFile.WriteAsync(
            reading, path, TensorSelection.Parse(tensors), TestContext.Current.CancellationToken);
        using var response = await Upload(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        var frames = await FrameReader.AllAsync(response);
        var header = frames.Single(frame => frame.Name == "reading").Header;
        Assert.Equal(("file", queriesAndKeys), (header.GetProperty("source").GetString(),
            header.GetProperty("queriesAndKeys").GetBoolean()));
        Assert.Equal(6, frames.Count(frame => frame.Name == "layer"));

        var direct = await server.ReadAsync("The cat sat.", "A dog lay.");
        Assert.Equal(
            direct.Where(frame => frame.Name == "layer").Select(frame => frame.Payload),
            frames.Where(frame => frame.Name == "layer").Select(frame => frame.Payload));
        var id = header.GetProperty("id").GetString();
        var rows = await server.FrameAsync($"api/readings/{id}/rows/2");
        Assert.Equal(reading.Layers.SelectMany(layer => layer.Heads).SelectMany(head => head.PatternRows(2, 1)),
            rows.Floats);
        var detail = await server.FrameAsync($"api/readings/{id}/layers/5");
        Assert.Equal(parts, detail.Header.GetProperty("parts").GetRawText());
        if (!queriesAndKeys)
        {
            Assert.Equal(reading.Layers[5].Heads.SelectMany(head => head.Pattern.Values.ToArray()), detail.Floats);
        }
    }

    [Fact]
    public async Task What_is_no_reading_is_refused_under_its_own_name()
    {
        var sentence = await RunningServer.RefusalAsync(HttpStatusCode.BadRequest, Upload([1, 2, 3]));
        Assert.StartsWith("`saved.safetensors` is no safetensors file", sentence);
        Assert.DoesNotContain(Path.GetTempPath(), sentence);
        Assert.DoesNotContain(Directory.GetFiles(Path.GetTempPath(), "headlight-*.safetensors"), _ => true);
    }

    private Task<HttpResponseMessage> Upload(byte[] bytes) => server.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "api/files?name=saved.safetensors")
        {
            Content = new ByteArrayContent(bytes),
        });
}
