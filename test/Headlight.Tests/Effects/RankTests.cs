using Headlight.Effects;

namespace Headlight.Tests.Effects;

/// <summary>Heads ranked by what becomes of the next words without them.</summary>
public class RankTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("families/gpt2")]
    [InlineData("families/llama")]
    public async Task Every_head_has_the_effect_of_a_whole_run_without_it(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        const string Text = "The nurse said that she";
        var means = await model.HeadMeansAsync(Stop);
        var plain = model.Read(Text);
        var ranked = await model.RankHeadsAsync(plain, means.Off, new NextWordDivergence(), cancellation: Stop);
        Assert.Equal(model.Info.Layers * model.Info.Heads, ranked.Count);
        Assert.Equal(ranked.OrderByDescending(effect => Math.Abs(effect.Change)), ranked);
        foreach (var effect in ranked)
        {
            var edited = await model.EditAsync(plain, [means.Off(new(effect.Layer, effect.Head))], cancellation: Stop);
            Assert.Equal(Divergence(plain.LastLogits.ToArray(), edited.LastLogits.ToArray()), effect.Change, 1e-5);
        }
    }

    [Fact]
    public async Task The_mean_is_over_all_tokens_of_the_corpus()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var means = await model.HeadMeansAsync(Stop);
        Assert.Contains("24 reference sentences", means.Over);
        Assert.Equal(12, means.Values.Count);
        Assert.Same(means, await model.HeadMeansAsync(Stop));
        var two = new[] { "The train", "Water boils at" }.Select(text => model.Read(text, options: new() { Z = true }));
        var plain = HeadMeans.Of("two", two);
        var rows = two.SelectMany(reading => Enumerable.Range(0, reading.Tokens.Count)
            .Select(token => reading.Layers[1].Heads[2].Z![token, 3]));
        Assert.Equal(rows.Average(), plain.Values[(1, 2)][3], 1e-6f);
    }

    private static double Divergence(float[] p, float[] q)
    {
        double[] Softmax(float[] logits)
        {
            var sum = logits.Sum(logit => Math.Exp(logit));
            return [.. logits.Select(logit => Math.Exp(logit) / sum)];
        }
        return Softmax(p).Zip(Softmax(q)).Sum(pair => pair.First * Math.Log(pair.First / pair.Second));
    }
}
