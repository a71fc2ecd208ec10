using Headlight.Attention;
using Headlight.Effects;
using Headlight.Mediation;

namespace Headlight.Tests.Mediation;

/// <summary>What must hold for any pair, and what is refused.</summary>
public class MediateTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private static readonly PromptPair Pair = new()
    {
        Id = "one",
        PromptShe = "The lawyer yelled at the hairdresser because she",
        PromptHe = "The lawyer yelled at the hairdresser because he",
        CandidateStereo = " did a bad job.",
        CandidateAnti = " was mad.",
        Occupation1 = "lawyer",
        Occupation2 = "hairdresser",
        FemaleFirst = false,
    };

    private static readonly MediationOptions Few = new() { Heads = [new(9, 3), new(14, 8)] };

    [Fact]
    public async Task Swapping_the_prompts_swaps_the_roles()
    {
        using var model = TransformerModel.Load("smollm2");
        var one = await model.MediateAsync(Pair, Few, cancellation: Stop);
        var swapped = Pair with { PromptShe = Pair.PromptHe, PromptHe = Pair.PromptShe };
        var other = await model.MediateAsync(swapped, Few, cancellation: Stop);
        Assert.Equal(one.Null, other.Swap, 1e-6);
        Assert.Equal(one.Swap, other.Null, 1e-6);
        Assert.Equal((one.Model.Direct + 1) * one.Null, (other.Model.Indirect + 1) * other.Null, 1e-5);
        Assert.Equal(
            (one.Heads[14][8].Indirect + 1) * one.Null, (other.Heads[14][8].Direct + 1) * other.Null, 1e-5);
        Assert.Equal(one.GapShe[9][3], other.GapHe[9][3], 1e-6);
        Assert.True(double.IsNaN(one.Heads[0][0].Indirect));
        Assert.False(double.IsNaN(one.Layers[0].Indirect));
    }

    [Fact]
    public async Task A_pattern_in_its_own_place_has_exactly_no_effect()
    {
        using var model = TransformerModel.Load("smollm2");
        var reading = model.Read(Pair.PromptShe);
        var outcome = new ContinuationOdds(Pair.CandidateAnti, Pair.CandidateStereo);
        foreach (var heads in new[] { HeadChoice.All, new(14, null), new(14, 8) })
        {
            var effect = await model.MeasureAsync(reading, [reading.PatternsFor(heads)], outcome, Stop);
            Assert.Equal(0, effect.Change);
        }
    }

    [Fact]
    public async Task The_way_with_reuse_gives_what_whole_runs_give()
    {
        using var model = TransformerModel.Load("smollm2");
        var options = Few with { Measures = MediationMeasures.Mediation | MediationMeasures.Ablation };
        var result = await model.MediateAsync(Pair, options, cancellation: Stop);
        var (she, he) = (model.Read(Pair.PromptShe), model.Read(Pair.PromptHe));
        async Task<double> Odds(string prompt, params Edit[] edits) =>
            (await model.LogProbabilitiesAsync(prompt, Pair.CandidateAnti, edits, cancellation: Stop)).Average()
            - (await model.LogProbabilitiesAsync(prompt, Pair.CandidateStereo, edits, cancellation: Stop)).Average();
        var plain = await Odds(Pair.PromptShe);
        var whole = new ContinuationOdds(Pair.CandidateAnti, Pair.CandidateStereo, Whole: true);
        var asked = await model.MeasureAsync(she, [he.PatternsFor(HeadChoice.All)], whole, Stop);
        Assert.Equal(plain, asked.Before, 1e-4);
        Assert.Equal(result.Model.Indirect, Math.Exp(asked.Change) - 1, 1e-4);
        var means = await model.HeadMeansAsync(Stop);
        foreach (var head in Few.Heads)
        {
            var (indirect, direct) = result.Heads[head.Layer!.Value][head.Head!.Value];
            Assert.Equal(Math.Exp(await Odds(Pair.PromptShe, he.PatternsFor(head)) - plain) - 1, indirect, 1e-4);
            Assert.Equal(Math.Exp(await Odds(Pair.PromptHe, she.PatternsFor(head)) - plain) - 1, direct, 1e-4);
            Assert.Equal(await Odds(Pair.PromptShe, means.Off(head)) - plain,
                result.Ablation!.MeanShe[head.Layer.Value][head.Head.Value], 1e-4);
        }
    }

    [Fact]
    public async Task What_a_set_says_does_not_depend_on_its_order()
    {
        using var model = TransformerModel.Load("smollm2");
        var results = new List<MediationResult>();
        foreach (var pair in PairFile.Open("winogender").Take(3))
        {
            results.Add(await model.MediateAsync(pair, Few, cancellation: Stop));
        }
        var (one, other) = (MediationSummary.Of(results), MediationSummary.Of([.. results.AsEnumerable().Reverse()]));
        Assert.Equal(one.Total.Low, other.Total.Low, 1e-9);
        Assert.Equal(one.Heads.Select(head => head.Name), other.Heads.Select(head => head.Name));
        Assert.Equal(one.Heads[0].Indirect.High, other.Heads[0].Indirect.High, 1e-9);
        Assert.Equal(2, one.Heads.Count);
        Assert.Equal(results.Average(result => result.Total), one.Total.Mean, 1e-12);
    }

    public static TheoryData<string, PromptPair> Wrong => new()
    {
        { "the prompts have 12 and 13 tokens", Pair with { PromptHe = Pair.PromptHe + " too" } },
        {
            "differ at token 1 (` lawyer` and ` cook`)",
            Pair with { PromptHe = "The cook yelled at the hairdresser because he" }
        },
        { "both prompts are the same", Pair with { PromptHe = Pair.PromptShe } },
        { "has other tokens after the text", Pair with { CandidateAnti = "lter" } },
        { "both continuations are", Pair with { CandidateStereo = Pair.CandidateAnti } },
        {
            "has 8192 positions",
            Pair with { CandidateAnti = string.Concat(Enumerable.Repeat(" mad", 8190)) }
        },
        { "A continuation is empty", Pair with { CandidateStereo = " " } },
        { "does not mention the occupation “cook”", Pair with { Occupation2 = "cook" } },
        { "does not mention the occupation “law”", Pair with { Occupation1 = "law" } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_measured_is_refused(string said, PromptPair pair)
    {
        using var model = TransformerModel.Load("smollm2");
        Assert.Contains(said, Assert.Throws<RequestException>(() => model.Check(pair)).Message);
        var wrong = await Assert.ThrowsAsync<RequestException>(() => model.MediateAsync(pair, Few, cancellation: Stop));
        Assert.Contains(said, wrong.Message);
    }

    [Fact]
    public void Encoders_have_no_continuation_to_measure()
    {
        using var model = TransformerModel.Load("minilm");
        Assert.Contains("writes no next word", Assert.Throws<RequestException>(() => model.Check(Pair)).Message);
    }
}
