using System.Globalization;
using System.Text.Json;
using Headlight.Analysis;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Mediation;

namespace Headlight.Tests.Mediation;

/// <summary>All five examples of an independent reference in double precision, end to end.</summary>
public class ReferenceTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly Lazy<JsonElement> Expected = new(
        () => JsonDocument.Parse(File.ReadAllBytes(Fixtures.PathOf("mediation/results.json"))).RootElement);

    // The largest difference of each kind so far, for the build to print.
    private readonly Dictionary<string, double> largest = [];

    private static JsonElement Examples => Expected.Value.GetProperty("examples");

    [Fact]
    public async Task Effects_and_their_intervals_are_those_of_the_reference()
    {
        using var model = TransformerModel.Load("smollm2");
        var pairs = PairFile.Open(Fixtures.PathOf("mediation/examples.json"));
        var results = new List<MediationResult>();
        for (var i = 0; i < pairs.Count; i++)
        {
            results.Add(await model.MediateAsync(pairs[i], cancellation: Stop));
            Compare(ResultJson.Write(results[i]).Deserialize<JsonElement>(), Examples[i],
                "n_prompt", "logp_she", "logp_he", "y_null", "y_swap", "TE", "NIE_model", "NDE_model", "NIE_layer",
                "NDE_layer", "NIE_head", "NDE_head", "gap_she", "gap_he", "female_first");
        }
        CheckSummary(results);
        CheckAggregate(results);
        Print("mediation", $"{results.Count} pairs, all heads, layers and the model");
    }

    [Fact]
    public async Task Heads_switched_off_and_links_cut_do_what_they_do_in_the_reference()
    {
        using var model = TransformerModel.Load("smollm2");
        var heads = Expected.Value.GetProperty("edges").GetProperty("meta").GetProperty("heads").EnumerateArray()
            .Select(head => HeadChoice.Parse(head.GetString()!)).ToList();
        var options = new MediationOptions
        {
            Measures = MediationMeasures.Ablation | MediationMeasures.Edges,
            Heads = heads,
            Means = MeanZ(),
        };
        var pairs = PairFile.Open(Fixtures.PathOf("mediation/examples.json"));
        for (var i = 0; i < pairs.Count; i++)
        {
            var result = await model.MediateAsync(pairs[i], options, cancellation: Stop);
            Assert.True(double.IsNaN(result.Model.Indirect));
            foreach (var (name, values) in new[]
            {
                ("zero_she", result.Ablation!.ZeroShe), ("mean_she", result.Ablation.MeanShe),
                ("zero_he", result.Ablation.ZeroHe), ("mean_he", result.Ablation.MeanHe),
            })
            {
                Assert.True(double.IsNaN(values[0][0]));
                Assert.All(heads, head => Near(
                    Examples[i].GetProperty("ablation").GetProperty(name)[head.Layer!.Value][head.Head!.Value],
                    values[head.Layer.Value][head.Head.Value], name));
            }
            CheckEdges(result.Edges!, i, heads);
        }
        Print("mediation/switched-off-and-cut", $"{pairs.Count} pairs, {heads.Count} heads");
    }

    [Fact]
    public async Task The_mean_over_the_pairs_is_that_of_the_reference()
    {
        using var model = TransformerModel.Load("smollm2");
        var means = await model.HeadMeansAsync(PairFile.Open(Fixtures.PathOf("mediation/examples.json")), Stop);
        foreach (var (place, expected) in MeanZ().Values)
        {
            Assert.All(expected.Zip(means.Values[place]), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    private void CheckEdges(EdgeResult edges, int example, List<HeadChoice> heads)
    {
        var expected = Expected.Value.GetProperty("edges").GetProperty("examples")[example];
        Assert.Equal(heads.Count, edges.Heads.Count);
        foreach (var (name, own) in new[] { ("she", edges.She), ("he", edges.He) })
        {
            var side = expected.GetProperty(name);
            for (var target = 0; target < 3; target++)
            {
                for (var share = 0; share < 2; share++)
                {
                    Near(side.GetProperty("all_heads")[target][share], own.AllHeads[target][share], name);
                    for (var head = 0; head < heads.Count; head++)
                    {
                        var at = edges.Heads.ToList().IndexOf((heads[head].Layer!.Value, heads[head].Head!.Value));
                        Near(side.GetProperty("head")[head][target][share], own.Head[at][target][share], name);
                        Near(side.GetProperty("weight")[head][0], own.Weight[at][0], "weight");
                    }
                }
            }
        }
    }

    private void CheckSummary(List<MediationResult> results)
    {
        var expected = Expected.Value.GetProperty("aggregate").GetProperty("all").GetProperty("unfiltered");
        var summary = MediationSummary.Of(results);
        Near(expected.GetProperty("TE").GetProperty("mean"), summary.Total.Mean, "TE");
        Near(expected.GetProperty("TE").GetProperty("lo"), summary.Total.Low, "TE");
        Near(expected.GetProperty("NIE_model").GetProperty("hi"), summary.Indirect.High, "NIE");
        Near(expected.GetProperty("NDE_model").GetProperty("lo"), summary.Direct.Low, "NDE");
        Near(expected.GetProperty("median").GetProperty("TE"), summary.Median, "median");
        Near(expected.GetProperty("share_of_examples_with_TE_above_0"), summary.Positive, "positive");
        Assert.Null(summary.ThroughAttention); // the interval of TE includes 0
        var top = expected.GetProperty("top_heads").EnumerateArray().Take(5).Select(head => head.GetProperty("head"));
        Assert.Equal(
            top.Select(head => head.GetString()), summary.Heads.Take(5).Select(head => $"{head.Layer}.{head.Head}"));
        double[] ours = [.. summary.Heads.Select(head => head.Indirect.Mean)];
        double[] theirs = [.. summary.Heads.Select(head => expected.GetProperty("NIE_head").GetProperty("mean")
            [head.Layer][head.Head].GetDouble())];
        Assert.InRange(Slope(theirs, ours), 0.99, 1.01);
        Assert.True(RankCorrelation.Of(theirs, ours).Value >= 0.99);
        Assert.Equal(
            expected.GetProperty("pattern_gap").GetProperty("spearman_difference_vs_NIE").GetDouble(),
            summary.LooksAgainstMatters.Value, 2e-3);
    }

    private void CheckAggregate(List<MediationResult> results)
    {
        var expected = Expected.Value.GetProperty("aggregate").GetProperty("all").GetProperty("unfiltered");
        JsonElement[] rows = [.. results.Select(result => ResultJson.Write(result).Deserialize<JsonElement>())];
        var aggregate = Aggregate.Of(rows, 10_000, 0).Deserialize<JsonElement>();
        Assert.True(aggregate.GetProperty("exact").GetBoolean());
        foreach (var name in new[]
        {
            "TE", "NIE_model", "NDE_model", "NIE_layer", "NDE_layer", "NIE_head", "NDE_head",
        })
        {
            Compare(aggregate.GetProperty(name), expected.GetProperty(name), "mean", "lo", "hi");
        }
    }

    private static HeadMeans MeanZ()
    {
        var means = new Dictionary<(int, int), float[]>();
        var layers = Expected.Value.GetProperty("ablation").GetProperty("mean_z").EnumerateArray().ToArray();
        for (var layer = 0; layer < layers.Length; layer++)
        {
            for (var head = 0; head < layers[layer].GetArrayLength(); head++)
            {
                means.Add((layer, head), [.. layers[layer][head].EnumerateArray().Select(z => z.GetSingle())]);
            }
        }
        return new HeadMeans("the reference", means);
    }

    private static double Slope(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y).Sum(pair => (pair.First - meanX) * (pair.Second - meanY))
            / x.Sum(a => (a - meanX) * (a - meanX));
    }

    private void Compare(JsonElement actual, JsonElement expected, params string[] names) => Assert.All(
        names, name => Compare(actual.GetProperty(name), expected.GetProperty(name), name));

    private void Compare(JsonElement actual, JsonElement expected, string name)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
            foreach (var (one, other) in actual.EnumerateArray().Zip(expected.EnumerateArray()))
            {
                Compare(one, other, name);
            }
        }
        else if (expected.ValueKind == JsonValueKind.Number)
        {
            Near(expected, actual.GetDouble(), name);
        }
        else
        {
            Assert.Equal(expected.ValueKind, actual.ValueKind);
        }
    }

    // Effects and log odds 2e-4, large ones 1e-3 of their size, gaps 1e-4.
    private void Near(JsonElement expected, double actual, string name)
    {
        var wanted = expected.GetDouble();
        var within = name.StartsWith("gap", StringComparison.Ordinal) ? 1e-4 : Math.Max(2e-4, 1e-3 * Math.Abs(wanted));
        var kind = name.StartsWith("gap", StringComparison.Ordinal) ? "gaps" : "effects";
        var difference = Math.Abs(wanted - actual) / Math.Max(1, within / 2e-4);
        largest[kind] = Math.Max(largest.GetValueOrDefault(kind), difference);
        Assert.True(Math.Abs(wanted - actual) <= within, $"{name}: {actual}, not {wanted}");
    }

    private void Print(string fixture, string what) => DifferenceLog.Write(fixture, $"{what}; " + string.Join(
        ", ", largest.Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key} {kind.Value:0.0e+00}"))));
}
