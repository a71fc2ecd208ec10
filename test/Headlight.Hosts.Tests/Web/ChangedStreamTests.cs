using System.Text.Json;
using Headlight.Readings;

namespace Headlight.Hosts.Tests.Web;

/// <summary>Readings of runs with something changed, held to the library's.</summary>
[Collection(EffectTestsTogether.Name)]
public sealed class ChangedStreamTests(EffectServer effects)
{
    private static readonly object Cut =
        new { edit = "cut", heads = "L9H4", queries = new[] { 8 }, keys = new[] { 4 }, renormalise = true };
    private static readonly object Off = new { edit = "mean", heads = "L3H1" };

    [Fact]
    public async Task Edits_and_writing_are_part_of_a_readings_identity()
    {
        var zero = new { edit = "scale", heads = "L29", factor = 0 };
        string[] different =
        [
            await Id("[]", "null"), await Id($"[{Text(zero)}]", "null"), await Id($"[{Text(Cut)}]", "null"),
            await Id("[]", "{\"tokens\": 1}"), await Id("[]", "{\"tokens\": 2}"),
            await Id("[]", "{\"tokens\": 1, \"temperature\": 1}"),
            await Id("[]", "{\"tokens\": 1, \"temperature\": 1, \"seed\": 1}"),
            await Id($"[{Text(zero)}]", "{\"tokens\": 1}"),
        ];
        Assert.Equal(different.Length, different.Distinct().Count());
        Assert.Equal(different[0], EffectServer.Id(await effects.ReadAsync(
            new { model = "smollm2", text = EffectServer.Prompt })));
        Assert.Equal(different[1], await Id($"[ {Text(zero).Replace(",", " ,\n")} ]", "null"));
        Assert.Equal(different[3], await Id("[]", "{\"tokens\": 1, \"seed\": 0, \"topK\": null}"));
    }

    [Fact]
    public async Task A_changed_run_is_the_librarys()
    {
        var frames = await Changed(Cut, Off);
        var expected = await Expected(Cut, Off);
        var header = EffectServer.Reading(frames);
        Assert.Equal(30, frames.Count(frame => frame.Name == "layer"));
        Assert.Equal(
            expected.Edits.Select(edit => edit.InWords),
            EffectServer.Strings(header.GetProperty("edits").GetProperty("words")));
        Assert.Equal(["cut", "mean"], EffectServer.Strings(header.GetProperty("edits").GetProperty("json"), "edit"));
        var probability = frames.Single(frame => frame.Name == "measures").Header
            .GetProperty("predictions")[0].GetProperty("probability").GetDouble();
        Assert.Equal(expected.Predictions[0].Probability, probability, 1e-5);
        var rows = await effects.Server.FrameAsync($"api/readings/{EffectServer.Id(frames)}/rows/8");
        var own = expected.Layers.SelectMany(layer => layer.Heads).SelectMany(head => head.PatternRows(8, 1)).ToArray();
        Assert.All(own.Zip(rows.Floats), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Equal(0, rows.Floats[(9 * 9 + 4) * 9 + 4]);
    }

    [Fact]
    public async Task A_layer_whose_patterns_were_changed_has_them_written_out_instead_of_a_rule()
    {
        var frames = await Changed(Cut, Off);
        var rules = EffectServer.Reading(frames).GetProperty("rules").EnumerateArray().ToArray();
        Assert.Equal([9], Enumerable.Range(0, 30).Where(layer => rules[layer].ValueKind == JsonValueKind.Null));
        var detail = await effects.Server.FrameAsync($"api/readings/{EffectServer.Id(frames)}/layers/9");
        Assert.Equal("""["q","k","norms","pattern"]""", detail.Header.GetProperty("parts").GetRawText());
        var patterns = detail.Floats[^(9 * 9 * 9)..];
        Assert.Equal(0, patterns[(4 * 9 + 8) * 9 + 4]);
        var expected = await Expected(Cut, Off);
        for (var head = 0; head < 9; head++)
        {
            var own = expected.Layers[9].Heads[head].Pattern.Values.ToArray();
            var sent = patterns.AsSpan(head * 81, 81).ToArray();
            Assert.All(own.Zip(sent), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
        var other = await effects.Server.FrameAsync($"api/readings/{EffectServer.Id(frames)}/layers/3");
        Assert.Equal("""["q","k","norms"]""", other.Header.GetProperty("parts").GetRawText());
    }

    [Fact]
    public async Task Layers_below_the_first_changed_one_are_those_of_the_text_as_it_is()
    {
        var plain = await effects.ReadAsync(new { model = "smollm2", text = EffectServer.Prompt });
        var changed = await Changed(Cut);
        byte[][] before = Layers(plain), after = Layers(changed);
        Assert.Equal(before[..9], after[..9]);
        Assert.NotEqual(before[9], after[9]);
        Assert.DoesNotContain(changed, frame => frame.Name == "progress" && frame.Int("done") <= 9);
    }

    [Fact]
    public async Task Encoders_can_be_changed_too()
    {
        var frames = await effects.ReadAsync(new
        {
            model = "minilm",
            text = "The cat sat.",
            pair = "A dog lay.",
            edits = new[] { new { edit = "cut", heads = "all", queries = (int[]?)null, keys = new[] { 2 } } },
        });
        var rows = await effects.Server.FrameAsync($"api/readings/{EffectServer.Id(frames)}/rows/3");
        var tokens = rows.Int("tokens");
        Assert.All(rows.Floats.Chunk(tokens), row => Assert.Equal((0, 1), (row[2], Math.Round(row.Sum(), 4))));
    }

    private static byte[][] Layers(IEnumerable<ReceivedFrame> frames) =>
        [.. frames.Where(frame => frame.Name == "layer").Select(frame => frame.Payload)];

    private static string Text(object edit) => JsonSerializer.Serialize(edit);

    private async Task<Reading> Expected(params object[] edits) => await effects.Model.EditAsync(
        effects.Plain,
        await effects.Model.ParseEditsAsync(JsonSerializer.Serialize(edits), TestContext.Current.CancellationToken),
        cancellation: TestContext.Current.CancellationToken);

    private Task<List<ReceivedFrame>> Changed(params object[] edits) =>
        effects.ReadAsync(new { model = "smollm2", text = EffectServer.Prompt, edits });

    private async Task<string> Id(string edits, string generate)
    {
        var body = $$"""
            {"model": "smollm2", "text": "{{EffectServer.Prompt}}", "edits": {{edits}}, "generate": {{generate}}}
            """;
        return EffectServer.Id(await effects.ReadAsync(JsonDocument.Parse(body).RootElement));
    }
}
