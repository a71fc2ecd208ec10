using System.Text.Json;
using Headlight.Attention;

namespace Headlight.Tests.Attention;

/// <summary>The corner cases that the page runs too.</summary>
public class AttentionCasesTests
{
    private static readonly JsonElement[] Cases = Read();

    public static TheoryData<string> Names => [.. Cases.Select(Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_has_its_scores_and_its_pattern(string name)
    {
        var item = Cases.Single(item => Name(item) == name);
        var sample = Sample(item);
        for (var head = 0; head < sample.Shape.Heads; head++)
        {
            // Cases of the families come from Hugging Face, which keeps no scores.
            if (item.TryGetProperty("scores", out var scores))
            {
                AssertClose(scores[head], sample.Scores(0, head), float.NegativeInfinity, 1e-5);
            }
            var tolerance = item.TryGetProperty("scores", out _) ? 1e-6 : 1e-5;
            AssertClose(item.GetProperty("pattern")[head], sample.Pattern(0, head), 0, tolerance);
        }
    }

    private static string Name(JsonElement item) => item.GetProperty("name").GetString()!;

    private static JsonElement[] Read()
    {
        var path = Fixtures.PathOf("rules.json");
        return [.. JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray()];
    }

    private static AttentionSample Sample(JsonElement item)
    {
        var (q, k) = (item.GetProperty("q"), item.GetProperty("k"));
        var (heads, queries, size) = (q.GetArrayLength(), q[0].GetArrayLength(), q[0][0].GetArrayLength());
        var shape = new AttentionShape(
            1, queries, k[0].GetArrayLength(), heads, k.GetArrayLength(), size,
            item.GetProperty("firstQuery").GetInt32());
        var rule = Rule(item.GetProperty("rule"), heads);
        return new AttentionSample(shape, rule, TokensFirst(q), TokensFirst(k), V: []);
    }

    private static AttentionRule Rule(JsonElement rule, int heads) => new()
    {
        Scale = rule.GetProperty("scale").GetSingle(),
        Causal = rule.TryGetProperty("causal", out var causal) && causal.GetBoolean(),
        Window = rule.TryGetProperty("window", out var window) ? window.GetInt32() : null,
        SoftCap = rule.TryGetProperty("soft_cap", out var cap) ? cap.GetSingle() : null,
        Bias = rule.TryGetProperty("bias", out var bias) ? Bias(bias, heads) : null,
        Sinks = rule.TryGetProperty("sinks", out var sinks) ? Floats(sinks) : null,
    };

    private static OffsetBias Bias(JsonElement bias, int heads)
    {
        var rows = bias.GetProperty("values").EnumerateArray().Select(Floats).ToArray();
        var values = new float[heads, rows[0].Length];
        for (var i = 0; i < values.Length; i++)
        {
            var (head, entry) = (i / rows[0].Length, i % rows[0].Length);
            values[head, entry] = rows[head][entry];
        }
        return new OffsetBias(values, bias.GetProperty("center").GetInt32());
    }

    private static float[] Floats(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetSingle())];

    // [heads][tokens][size] → [tokens, heads, size]
    private static float[] TokensFirst(JsonElement heads) =>
        [.. Enumerable.Range(0, heads[0].GetArrayLength())
            .SelectMany(token => heads.EnumerateArray().SelectMany(head => Floats(head[token])))];

    private static void AssertClose(JsonElement expected, float[] rows, float masked, double tolerance)
    {
        var values = expected.EnumerateArray().SelectMany(row => row.EnumerateArray()).ToArray();
        Assert.Equal(values.Length, rows.Length);
        foreach (var (value, ours) in values.Zip(rows))
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                Assert.Equal(masked, ours);
            }
            else
            {
                var exact = value.GetDouble();
                Assert.Equal(exact, ours, tolerance * Math.Max(1, Math.Abs(exact) / 16));
            }
        }
    }
}
