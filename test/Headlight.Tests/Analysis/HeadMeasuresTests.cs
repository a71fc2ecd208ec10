using Headlight.Analysis;
using Headlight.Attention;
using Headlight.Readings;
using Headlight.Tests.Readings;

namespace Headlight.Tests.Analysis;

/// <summary>Measures of heads against numbers worked out by hand.</summary>
public class HeadMeasuresTests
{
    // Uniform causal attention over "a b a b": row i gives 1 / (i + 1) to each of its keys; token 0 is parked.
    private static readonly AttentionSet Uniform = Causal("a", "b", "a", "b");

    [Theory]
    [InlineData("previous", (0 + 1 / 3.0 + 1 / 4.0) / 3, 3)]
    [InlineData("itself", (1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 3, 3)]
    [InlineData("first", (1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 3, 3)]
    [InlineData("same-word", 1 / 4.0, 1)]
    [InlineData("distance", (0 + 1 / 3.0 + (2 + 1) / 4.0) / 3, 3)]
    public void A_uniform_head_scores_chance(string name, double expected, int count)
    {
        var measured = Measure(Uniform, name);
        Assert.Equal(expected, measured.Value, 6);
        Assert.Equal(expected, measured.Chance, 6);
        Assert.Equal(count, measured.Count);
    }

    [Fact]
    public void Spread_is_entropy_over_its_maximum_without_the_parked_key()
    {
        double Row(int keys) => (keys - 1.0) / keys;
        Assert.Equal((Row(2) + Row(3) + Row(4)) / 3, Measure(Uniform, "spread").Value, 6);
    }

    [Fact]
    public void A_decoder_has_no_measure_of_the_next_token_and_no_separators() => Assert.Equal(
        ["previous", "itself", "first", "same-word", "spread", "distance"],
        HeadMeasures.For(Uniform).Select(measure => measure.Name));

    [Fact]
    public void The_opening_head_looks_hardest_at_something_that_is_not_obvious()
    {
        using var model = TransformerModel.Load("smollm2");
        var set = model.Read("The doctor asked the nurse a question. She").Sets[0];
        var expected = set.Layers.SelectMany(layer => layer.Heads).MaxBy(head => Plain(head.Pattern))!;
        Assert.Equal(expected.Name, HeadMeasures.Opening(set).Name);
    }

    private static double Plain(Matrix pattern)
    {
        var sum = 0.0;
        for (var i = 1; i < pattern.Rows; i++)
        {
            sum += Enumerable.Range(1, pattern.Columns - 1).Where(j => j != i && j != i - 1).Max(j => pattern[i, j]);
        }
        return sum;
    }

    private static MeasureValue Measure(AttentionSet set, string name) =>
        HeadMeasures.For(set).Single(measure => measure.Name == name).Of(set, set.Layers[0].Heads[0]);

    private static AttentionSet Causal(params string[] texts)
    {
        var tokens = Sample.Tokens(texts);
        var shape = new AttentionShape(1, texts.Length, texts.Length, 1, 1, 1);
        var zeros = new float[texts.Length];
        var record = new LayerRecord { Shape = shape, Q = zeros, K = zeros, V = zeros };
        var rule = new AttentionRule { Scale = 1, Causal = true };
        return new AttentionSet("decoder", tokens, tokens, [new LayerReading(0, rule, record)]);
    }
}
