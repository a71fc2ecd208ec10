using System.Text.Json;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Tests.Effects;

/// <summary>Edits on SmolLM2 beside an independent reference in double precision.</summary>
public class EffectReferenceTests
{
    private const double Tolerance = 2e-4;
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Switching_off_cutting_and_taking_patterns_have_the_effects_of_the_reference()
    {
        using var inputs = JsonDocument.Parse(File.ReadAllBytes(Fixtures.PathOf("mediation/examples.json")));
        using var results = JsonDocument.Parse(File.ReadAllBytes(Fixtures.PathOf("mediation/results.json")));
        using var model = TransformerModel.Load("smollm2");
        var examples = inputs.RootElement.ValueKind == JsonValueKind.Array
            ? inputs.RootElement : inputs.RootElement.GetProperty("examples");
        var expected = results.RootElement.GetProperty("examples");
        var meanZ = results.RootElement.GetProperty("ablation").GetProperty("mean_z");
        for (var i = 0; i < 2; i++)
        {
            var given = new Example(model, examples[i]);
            await CheckMediation(given, expected[i]);
            await CheckAblation(given, expected[i], meanZ);
            await CheckEdges(given, results.RootElement.GetProperty("edges"), i);
        }
    }

    private static async Task CheckMediation(Example given, JsonElement expected)
    {
        var (plainShe, plainHe) = (await given.Odds(given.She, []), await given.Odds(given.He, []));
        Near(expected.GetProperty("y_null"), Math.Exp(plainShe));
        Near(expected.GetProperty("TE"), Math.Exp(plainHe - plainShe) - 1);
        var (she, he) = (given.Model.Read(given.She), given.Model.Read(given.He));
        foreach (var (heads, nie, nde) in new[]
        {
            (HeadChoice.All, expected.GetProperty("NIE_model"), expected.GetProperty("NDE_model")),
            (new HeadChoice(15, null), expected.GetProperty("NIE_layer")[15], expected.GetProperty("NDE_layer")[15]),
            (new HeadChoice(14, 8), expected.GetProperty("NIE_head")[14][8], expected.GetProperty("NDE_head")[14][8]),
            (new HeadChoice(9, 3), expected.GetProperty("NIE_head")[9][3], expected.GetProperty("NDE_head")[9][3]),
        })
        {
            Near(nie, Math.Exp(await given.Odds(given.She, [Take(heads, he, "He")]) - plainShe) - 1);
            Near(nde, Math.Exp(await given.Odds(given.He, [Take(heads, she, "She")]) - plainShe) - 1);
        }
    }

    private static async Task CheckAblation(Example given, JsonElement expected, JsonElement meanZ)
    {
        var plain = await given.Odds(given.She, []);
        foreach (var (layer, head) in new[] { (1, 6), (9, 3), (17, 0) })
        {
            var choice = new HeadChoice(layer, head);
            var zero = await given.Odds(given.She, [new ScaleHeads(choice, 0)]);
            Near(expected.GetProperty("ablation").GetProperty("zero_she")[layer][head], zero - plain);
            var mean = meanZ[layer][head].EnumerateArray().Select(number => number.GetSingle()).ToArray();
            var off = new MeanHeads(
                choice, new Dictionary<(int, int), float[]> { [(layer, head)] = mean }, "the fixture");
            Near(expected.GetProperty("ablation").GetProperty("mean_she")[layer][head],
                await given.Odds(given.She, [off]) - plain);
        }
    }

    private static async Task CheckEdges(Example given, JsonElement edges, int index)
    {
        var example = edges.GetProperty("examples")[index].GetProperty("she");
        var heads = edges.GetProperty("meta").GetProperty("heads");
        var plain = await given.Odds(given.She, []);
        var last = given.Model.Read(given.She).Tokens.Count - 1;
        foreach (var renormalise in new[] { false, true })
        {
            var at = renormalise ? 1 : 0;
            for (var target = 0; target < 3; target++)
            {
                var keys = target < 2 ? given.Occupations[target] : [.. given.Occupations.SelectMany(keys => keys)];
                var all = new CutLinks(HeadChoice.All, [last], keys, renormalise);
                Near(example.GetProperty("all_heads")[target][at], await given.Odds(given.She, [all]) - plain);
                var name = Name(heads[0]);
                var one = new CutLinks(HeadChoice.Parse(name), [last], keys, renormalise);
                Near(example.GetProperty("head")[0][target][at], await given.Odds(given.She, [one]) - plain);
            }
        }
    }

    private static string Name(JsonElement head) => head.ValueKind == JsonValueKind.String
        ? head.GetString()!
        : $"{head[0].GetInt32()}.{head[1].GetInt32()}";

    private static TakePatterns Take(HeadChoice heads, Reading from, string name) =>
        new(heads, from.Layers.SelectMany(layer => layer.Heads)
            .Where(head => heads.Includes(head.Layer.Index, head.Index))
            .ToDictionary(head => (head.Layer.Index, head.Index), head => head.Pattern.Values.ToArray()),
            from.Tokens.Count, name);

    private static void Near(JsonElement expected, double actual) =>
        Assert.Equal(expected.GetDouble(), actual, Math.Max(Tolerance, 1e-3 * Math.Abs(expected.GetDouble())));

    private sealed class Example
    {
        public Example(TransformerModel model, JsonElement given)
        {
            Model = model;
            (She, He) = (Text(given, "prompt_she"), Text(given, "prompt_he"));
            (Stereo, Anti) = (Text(given, "candidate_stereo"), Text(given, "candidate_anti"));
            var tokens = model.Read(She).Tokens;
            Occupations = [.. new[] { "occupation_1", "occupation_2" }.Select(key => Places(tokens, Text(given, key)))];
        }

        public TransformerModel Model { get; }

        public string She { get; }

        public string He { get; }

        public string Stereo { get; }

        public string Anti { get; }

        public int[][] Occupations { get; }

        public async Task<double> Odds(string prompt, IReadOnlyList<Edit> edits)
        {
            var anti = await Model.LogProbabilitiesAsync(prompt, Anti, edits, cancellation: Stop);
            var stereo = await Model.LogProbabilitiesAsync(prompt, Stereo, edits, cancellation: Stop);
            return anti.Average() - stereo.Average();
        }

        private static string Text(JsonElement given, string key) => given.GetProperty(key).GetString()!;

        // The tokens of an occupation's only mention.
        private int[] Places(IReadOnlyList<Token> tokens, string occupation)
        {
            var start = She.IndexOf(occupation, StringComparison.Ordinal);
            return [.. tokens.Where(token => token.Span.End.Value > start
                && token.Span.Start.Value < start + occupation.Length).Select(token => token.Index)];
        }
    }
}
