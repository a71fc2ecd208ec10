using System.Net;
using System.Net.Sockets;
using Headlight.Cli;
using Headlight.Readings;

namespace Headlight.Hosts.Tests;

/// <summary>`headlight` and `headlight open` as commands: the address, the end, what is refused.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-serve-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_prints_its_address_answers_and_stops_with_0()
    {
        var (code, output, error, start) = await Serve("minilm", "A text", "--port", "0", "--no-browser");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^Headlight is at http://127\.0\.0\.1:\d+/\?token=[0-9a-f]{32} \(Ctrl-C stops it\)\n$", output);
        Assert.Contains("\"open\":{\"model\":\"minilm\",\"text\":\"A text\",\"pair\":null}", start);
    }

    [Fact]
    public async Task A_saved_reading_is_opened()
    {
        var file = Path.Combine(folder, "x.safetensors");
        using (var model = TransformerModel.Load("minilm"))
        {
            await ReadingFile.WriteAsync(model.Read("The cat sat."), file, TensorSelection.Default,
                TestContext.Current.CancellationToken);
        }
        var (code, _, error, start) = await Serve("open", file, "--port", "0", "--no-browser");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches("\"open\":{\"reading\":\"[0-9a-f]{32}\"}", start);
    }

    [Fact]
    public async Task An_address_that_others_reach_is_warned_of()
    {
        var (code, _, error, _) = await Serve("--host", "0.0.0.0", "--port", "0", "--no-browser", "minilm");
        Assert.Equal(0, code);
        Assert.StartsWith("Warning: listening on 0.0.0.0, so everyone who reaches this machine can", error);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var sentence = await Run.Refusal("minilm", "--port", $"{port}", "--no-browser");
        Assert.StartsWith($"127.0.0.1, port {port}, cannot be listened on", sentence);
        Assert.EndsWith("Choose another with --port.", sentence);
    }

    [Theory]
    [InlineData("--port is `x`; a number from 0 to 65535 was expected.", "--port", "x")]
    [InlineData("--port is `65536`; a number from 0 to 65535 was expected.", "--port", "65536")]
    [InlineData("`no.such.invalid` is no address of this machine.", "--host", "no.such.invalid")]
    [InlineData("There is no model `smolm2`", "smolm2")]
    [InlineData("`raed` is neither a command nor a model. Did you mean `headlight read`?", "raed")]
    [InlineData("`none.safetensors` cannot be", "open", "none.safetensors")]
    [InlineData("`headlight` has no option `--prot`. Did you mean `--port`?", "--prot", "1")]
    public async Task What_is_wrong_is_said_in_a_sentence(string sentence, params string[] args) =>
        Assert.StartsWith(sentence, await Run.Refusal(args));

    // Runs the command until it has answered api/start, then stops it as Ctrl-C would.
    private static async Task<(int Code, string Output, string Error, string Start)> Serve(params string[] args)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new Awaited();
        using var error = new StringWriter();
        var run = Program.RunAsync(args, TextReader.Null, output, error, stop.Token);
        await Task.WhenAny(run, output.Line);
        Assert.False(run.IsCompleted, error.ToString());
        var address = (await output.Line).Split(' ')[3].Replace("0.0.0.0", "127.0.0.1");
        using var client = new HttpClient();
        var start = await client.GetStringAsync(
            new Uri(new Uri(address), "/api/start"), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        return (await run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken),
            output.ToString(), error.ToString(), start);
    }

    private sealed class Awaited : StringWriter
    {
        private readonly TaskCompletionSource<string> line = new();

        public Task<string> Line => line.Task;

        public override void Flush()
        {
            if (ToString() is { Length: > 0 } text)
            {
                line.TrySetResult(text);
            }
        }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            Flush();
            return Task.CompletedTask;
        }
    }
}
