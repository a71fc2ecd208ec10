using Headlight.Jobs;
using Headlight.Readings;

namespace Headlight.Tests;

/// <summary>The front door: what is refused and how, cancellation, threads, bits.</summary>
public class TransformerModelTests
{
    private static TransformerModel Open(string family) =>
        TransformerModel.Load(Fixtures.PathOf($"families/{family}"));

    [Theory]
    [InlineData("gpt2", "", null, "The text is empty")]
    [InlineData("gpt2", "a", "b", "takes no second text")]
    public void A_request_that_does_not_fit_is_refused(string family, string text, string? pair, string said)
    {
        using var model = Open(family);
        Assert.Contains(said, Assert.Throws<RequestException>(() => model.Read(text, pair)).Message);
    }

    [Fact]
    public void A_text_longer_than_the_positions_says_by_how_much()
    {
        using var model = Open("gpt2");
        var failure = Assert.Throws<RequestException>(() => model.Read(string.Join(' ', Enumerable.Repeat("a", 97))));
        Assert.Contains("has 97 tokens, but gpt2 has 96 positions", failure.Message);
    }

    [Fact]
    public void A_model_that_does_not_exist_is_answered_with_the_nearest() => Assert.Contains(
        "Did you mean `smollm2`?", Assert.Throws<CheckpointException>(() => TransformerModel.Load("smolm2")).Message);

    [Fact]
    public void A_family_that_is_not_read_yet_is_described()
    {
        var model = TransformerModel.Describe("translate-en-fr");
        Assert.Equal(("T5", 4, 6), (model.Family, model.Layers, model.Heads));
        Assert.Equal((192, 3475), (model.Width, model.Vocabulary));
        Assert.Equal((0, "F16"), (model.Positions, model.Precision));
    }

    [Fact]
    public void A_family_that_is_not_read_yet_is_named() => Assert.Contains(
        "model_type t5",
        Assert.Throws<UnsupportedModelException>(() => TransformerModel.Load("translate-en-fr")).Message);

    [Fact]
    public async Task Layers_are_handed_out_as_they_are_recorded()
    {
        using var model = Open("gpt2");
        var handed = new Layers();
        var reading = await model.ReadAsync(
            "The doctor", layers: handed, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(reading.Layers, handed.Seen);
        Assert.Equal(model.Rules, reading.Layers.Select(layer => layer.Rule));
        Assert.Equal(reading.Tokens, model.Tokenize("The doctor"));
        Assert.Equal((reading.Tokens.Count, 0), (model.Count("The doctor"), model.Count("")));
    }

    private sealed class Layers : IProgress<LayerReading>
    {
        public List<LayerReading> Seen { get; } = [];

        public void Report(LayerReading value) => Seen.Add(value);
    }

    [Fact]
    public async Task Ids_outside_the_vocabulary_are_refused()
    {
        using var model = Open("gpt2");
        var failure = await Assert.ThrowsAsync<RequestException>(
            () => model.ReadIdsAsync([1, 460], cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("ids 0 to 459", failure.Message);
    }

    [Fact]
    public async Task Reading_reports_every_layer_and_stops_when_asked()
    {
        using var model = Open("llama");
        using var stop = new CancellationTokenSource();
        var seen = new List<JobProgress>();
        var progress = new Direct(step =>
        {
            seen.Add(step);
            stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => model.ReadAsync("The doctor asked", progress: progress, cancellation: stop.Token));
        Assert.Equal([new JobProgress("Layer", 1, 3)], seen);
    }

    [Fact]
    public async Task Concurrent_readings_give_the_same_bits_as_one_alone()
    {
        using var model = Open("llama3-rope-scaling");
        const string Text = "The doctor asked the nurse a question.";
        var alone = model.Read(Text);
        var together = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => model.ReadAsync(Text, cancellation: TestContext.Current.CancellationToken)));
        Assert.All(together, reading =>
        {
            Assert.Equal(alone.LastLogits.ToArray(), reading.LastLogits.ToArray());
            Assert.Equal(alone.Layers[2].Heads[1].Q!.Values.ToArray(), reading.Layers[2].Heads[1].Q!.Values.ToArray());
        });
    }

    [Fact]
    public void A_reading_outlives_its_model()
    {
        var model = Open("gpt2");
        var reading = model.Read("The doctor");
        model.Dispose();
        Assert.Equal(1, reading.Layers[0].Heads[0].Pattern.Row(1).ToArray().Sum(), 5);
    }

    [Fact]
    public void A_start_token_is_put_first_once()
    {
        using var model = Open("llama"); // its tokenizer adds <s> itself
        var options = new ReadOptions { StartToken = true };
        Assert.Equal(
            model.Read("The doctor").Tokens.Select(token => token.Id),
            model.Read("The doctor", options: options).Tokens.Select(token => token.Id));
        var bare = model.Read("The doctor", options: options with { SpecialTokens = false });
        Assert.Equal("<s>", bare.Tokens[0].Piece);
    }

    [Fact]
    public async Task A_model_is_freed_when_its_last_reading_is_done()
    {
        var model = Open("gpt2");
        var expected = model.Read("The doctor").LastLogits.ToArray();
        var readings = Enumerable.Range(0, 20).Select(_ => model.ReadAsync("The doctor")).ToArray();
        model.Dispose();
        foreach (var reading in readings)
        {
            try
            {
                Assert.Equal(expected, (await reading).LastLogits.ToArray());
            }
            catch (ObjectDisposedException refused) // it had not begun yet
            {
                Assert.Contains(nameof(TransformerModel), refused.Message);
            }
        }
        Assert.Throws<ObjectDisposedException>(() => model.Read("The doctor"));
    }

    [Fact]
    public void Weights_that_are_not_numbers_give_a_warning_that_names_the_head()
    {
        var folder = Directory.CreateTempSubdirectory("headlight").FullName;
        foreach (var file in Directory.GetFiles(Fixtures.PathOf("families/gpt2")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
        SpoilValueBias(Path.Combine(folder, "model.safetensors"), layer: 1, head: 2);
        using var model = TransformerModel.Load(folder);
        var reading = model.Read("The doctor");
        Assert.Contains("L1H2", Assert.Single(reading.Warnings));
        Assert.All(reading.LastLogits.ToArray(), logit => Assert.True(float.IsNaN(logit)));
        Directory.Delete(folder, recursive: true);
    }

    // h.<layer>.attn.c_attn.bias holds q, k and v; heads have 12 numbers each.
    private static void SpoilValueBias(string path, int layer, int head)
    {
        var bytes = File.ReadAllBytes(path);
        var length = (int)BitConverter.ToInt64(bytes);
        using var header = System.Text.Json.JsonDocument.Parse(bytes.AsMemory(8, length));
        var start = header.RootElement.GetProperty($"h.{layer}.attn.c_attn.bias")
            .GetProperty("data_offsets")[0].GetInt32();
        BitConverter.TryWriteBytes(bytes.AsSpan(8 + length + start + 4 * (96 + 12 * head)), float.NaN);
        File.WriteAllBytes(path, bytes);
    }

    private sealed class Direct(Action<JobProgress> act) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => act(value);
    }
}
