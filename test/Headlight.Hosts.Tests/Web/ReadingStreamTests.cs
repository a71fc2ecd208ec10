using System.Net;
using System.Text.Json;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Hosts.Tests.Web;

/// <summary>What a page is sent of a reading, held to what the library says of it.</summary>
public sealed class ReadingStreamTests(RunningServer server) : IClassFixture<RunningServer>
{
    private const string Text = "The cat sat on the mat, and the dog lay on the rug beside it while the rain fell.";
    private const string Pair = "Nobody knew why the cat, of all animals, had chosen this particular mat to sit on.";
    private static readonly Lazy<Reading> Expected = new(() =>
    {
        using var model = TransformerModel.Load("minilm");
        return model.Read(Text, Pair);
    });

    [Fact]
    public async Task Frames_come_in_order_and_every_layer_comes_once()
    {
        var frames = await server.ReadAsync(Text, Pair);
        var names = frames.Select(frame => frame.Name).Where(name => name != "progress").ToArray();
        Assert.Equal(["reading", .. Enumerable.Repeat("layer", 6), "measures", "done"], names);
        Assert.Equal(Enumerable.Range(0, 6), Layers(frames).Select(frame => frame.Int("layer")));
        Assert.All(Layers(frames), frame => Assert.Equal(3 * 12 * 32 * 32, frame.Payload.Length));
    }

    [Fact]
    public async Task The_reading_is_described_as_the_library_has_it()
    {
        var reading = (await server.ReadAsync(Text, Pair)).Single(frame => frame.Name == "reading").Header;
        var tokens = reading.GetProperty("tokens").EnumerateArray().ToArray();
        Assert.Equal(Expected.Value.Tokens.Select(token => token.Piece), tokens.Select(token =>
            token.GetProperty("piece").GetString()));
        Assert.Equal(Expected.Value.Tokens.Select(token => token.Source.ToString().ToLowerInvariant()),
            tokens.Select(token => token.GetProperty("source").GetString()));
        var parked = reading.GetProperty("parked").EnumerateArray().Select(index => index.GetInt32()).ToArray();
        Assert.Equal(Parked, parked);
        Assert.Equal(("model", 6), (reading.GetProperty("source").GetString(), reading.GetProperty("rules")
            .GetArrayLength()));
        Assert.Equal("minilm", reading.GetProperty("model").GetProperty("name").GetString());
        Assert.Equal(Pair, reading.GetProperty("pair").GetString());
        Assert.True(reading.GetProperty("queriesAndKeys").GetBoolean());
    }

    [Fact]
    public async Task Blocks_are_those_of_plain_loops()
    {
        var frames = Layers(await server.ReadAsync(Text, Pair)).ToArray();
        Assert.All(Expected.Value.Layers, layer => Assert.All(layer.Heads, head =>
        {
            var plain = PlainBlocks.Of(head.Pattern, Parked, 32);
            for (var way = 0; way < 3; way++)
            {
                var bytes = frames[layer.Index].Payload.AsSpan((way * 12 + head.Index) * 32 * 32, 32 * 32);
                for (var block = 0; block < bytes.Length; block++)
                {
                    var (sent, wanted) = (Math.Pow(bytes[block] / 255.0, 2), plain.Ways[way][block]);
                    Assert.True(Math.Abs(Math.Sqrt(sent) - Math.Sqrt(wanted)) <= 0.5 / 255 + 1e-4,
                        $"{head.Name}, way {way}, block {block}: {sent}, not {wanted}");
                }
            }
            var parked = frames[layer.Index].Header.GetProperty("parked")[head.Index].GetDouble();
            Assert.Equal(plain.ParkedShare, parked, 1e-5);
        }));
    }

    [Fact]
    public async Task Queries_and_keys_of_a_layer_derive_the_librarys_pattern()
    {
        var frames = await server.ReadAsync(Text, Pair);
        var detail = await server.FrameAsync($"api/readings/{Id(frames)}/layers/3");
        var (tokens, size) = (detail.Int("tokens"), detail.Int("headSize"));
        Assert.Equal("""["q","k","norms"]""", detail.Header.GetProperty("parts").GetRawText());
        var numbers = detail.Floats;
        Assert.Equal(12 * tokens * size * 2 + 12 * tokens, numbers.Length);
        var head = Expected.Value.Layers[3].Heads[7];
        var q = numbers.AsSpan(7 * tokens * size, tokens * size);
        var k = numbers.AsSpan((12 + 7) * tokens * size, tokens * size);
        var shape = new AttentionShape(1, tokens, tokens, 1, 1, size);
        var derived = new float[tokens * tokens];
        Attend.Pattern(q, k, shape, head.Layer.Rule!, 0, 0, 0, tokens, derived);
        Assert.Equal(head.Pattern.Values.ToArray(), derived);
        Assert.Equal(head.ValueNorms.ToArray(), numbers[^(12 * tokens)..].AsSpan(7 * tokens, tokens).ToArray());
    }

    [Fact]
    public async Task Rows_are_those_of_the_pattern()
    {
        var frames = await server.ReadAsync(Text, Pair);
        var rows = await server.FrameAsync($"api/readings/{Id(frames)}/rows/9");
        Assert.Equal((9, 6, 12), (rows.Int("query"), rows.Int("layers"), rows.Int("heads")));
        Assert.Equal(Expected.Value.Layers.SelectMany(layer => layer.Heads)
            .SelectMany(head => head.PatternRows(9, 1)), rows.Floats);
    }

    [Fact]
    public async Task Measures_cover_all_heads_and_name_one_to_open_on()
    {
        var measures = (await server.ReadAsync(Text, Pair)).Single(frame => frame.Name == "measures").Header;
        Assert.All(measures.GetProperty("measures").EnumerateArray(), measure =>
            Assert.All(["values", "chances", "counts"], part =>
                Assert.Equal(72, measure.GetProperty(part).GetArrayLength())));
        var opening = measures.GetProperty("opening");
        var head = Expected.Value.Layers[opening.GetProperty("layer").GetInt32()]
            .Heads[opening.GetProperty("head").GetInt32()];
        var (query, key) = (opening.GetProperty("query").GetInt32(), opening.GetProperty("key").GetInt32());
        Assert.Same(Headlight.Analysis.HeadMeasures.Opening(Expected.Value.Sets[0]), head);
        Assert.DoesNotContain(key, Parked);
        Assert.Equal(head.Pattern[query, key], Elsewhere(head).Max());
        Assert.Equal(JsonValueKind.Array, measures.GetProperty("predictions").ValueKind);
    }

    [Fact]
    public async Task The_same_request_finds_the_same_reading()
    {
        var first = await server.ReadAsync(Text, Pair);
        var second = await server.ReadAsync(Text, Pair);
        using var response = await server.GetAsync($"api/readings/{Id(first)}");
        var again = await FrameReader.AllAsync(response);
        Assert.Equal((Id(first), Id(first)), (Id(second), Id(again)));
        Assert.NotEqual(Id(first), Id(await server.ReadAsync(Text)));
        Assert.Equal(Layers(first).Select(frame => frame.Payload), Layers(again).Select(frame => frame.Payload));
        Assert.DoesNotContain(again, frame => frame.Name == "progress");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/layers/0")]
    [InlineData("/rows/0")]
    public async Task A_reading_that_is_not_held_is_gone(string part) => Assert.Contains("Read the text again",
        await RunningServer.RefusalAsync(HttpStatusCode.Gone, server.GetAsync($"api/readings/none{part}")));

    [Theory]
    [InlineData("layers/6", "There is no layer `6`: they are 0 to 5.")]
    [InlineData("layers/-1", "There is no layer `-1`: they are 0 to 5.")]
    [InlineData("rows/all", "There is no query `all`: they are 0 to 2.")]
    public async Task Layers_and_queries_out_of_range_are_refused(string part, string sentence)
    {
        var id = Id(await server.ReadAsync("cat"));
        Assert.Equal(sentence, await RunningServer.RefusalAsync(
            HttpStatusCode.BadRequest, server.GetAsync($"api/readings/{id}/{part}")));
    }

    private static int[] Parked => [.. Expected.Value.Tokens.Where(token => token.Source == TokenSource.Added)
        .Select(token => token.Index)];

    private static IEnumerable<ReceivedFrame> Layers(IEnumerable<ReceivedFrame> frames) =>
        frames.Where(frame => frame.Name == "layer");

    private static string Id(IEnumerable<ReceivedFrame> frames) =>
        frames.Single(frame => frame.Name == "reading").Text("id");

    private static IEnumerable<float> Elsewhere(HeadReading head) =>
        from query in Enumerable.Range(0, head.Pattern.Rows).Except(Parked)
        from key in Enumerable.Range(0, head.Pattern.Columns).Except(Parked)
        where key != query && key != query - 1
        select head.Pattern[query, key];
}
