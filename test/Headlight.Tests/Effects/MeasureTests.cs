using CsCheck;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Jobs;
using Headlight.Readings;

namespace Headlight.Tests.Effects;

/// <summary>Outcomes of many changed runs, beside one whole run for each.</summary>
public class MeasureTests
{
    private const string Text = "The nurse said that she was late";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TheoryData<string> Families => ["families/gpt2", "families/llama", "families/bert"];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Many_runs_together_give_what_whole_runs_give(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var plain = model.Read(Text, options: new() { States = true });
        var runs = RandomRuns(model, plain, 60);
        var outcome = new SentenceSimilarity("The doctor was early");
        var other = Mean(model.Read("The doctor was early"));
        var progress = new Counted();
        var effects = await model.MeasureManyAsync(plain, runs, outcome, progress, null, Stop);
        Assert.Equal(60, progress.Last.Done);
        for (var run = 0; run < runs.Length; run++)
        {
            var whole = await model.EditAsync(model.Read(Text), runs[run], cancellation: Stop);
            var reused = await model.EditAsync(plain, runs[run], cancellation: Stop);
            Assert.Equal(whole.Hidden!.Values.ToArray(), reused.Hidden!.Values.ToArray());
            Assert.Equal(Dot(Mean(plain), other), effects[run].Before, 1e-6);
            Assert.Equal(Dot(Mean(whole), other), effects[run].After, 1e-5);
        }
    }

    [Theory]
    [InlineData("families/gpt2")]
    [InlineData("families/llama")]
    public async Task Next_words_and_continuations_are_those_of_whole_runs(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var plain = model.Read(Text);
        var runs = RandomRuns(model, plain, 30);
        var divergences = await model.MeasureManyAsync(plain, runs, new NextWordDivergence(), null, null, Stop);
        var odds = await model.MeasureManyAsync(
            plain, runs, new ContinuationOdds(" to the hospital", " to the doctor again"), null, null, Stop);
        for (var run = 0; run < runs.Length; run++)
        {
            var whole = await model.EditAsync(plain, runs[run], cancellation: Stop);
            Assert.Equal(NextWords.Divergence(plain, whole), divergences[run].Change, 1e-6);
            Assert.Equal(await Odds(model, runs[run]), odds[run].After, 1e-4);
            Assert.Equal(await Odds(model, []), odds[run].Before, 1e-4);
        }
    }

    [Fact]
    public async Task Swapping_two_continuations_turns_the_sign_and_shared_words_do_not_count()
    {
        using var model = TransformerModel.Load("smollm2");
        var reading = model.Read("The doctor asked the nurse a question. She");
        Edit[] edits = [new ScaleHeads(new(9, 3), 0)];
        async Task<Effect> Of(string a, string? b) =>
            await model.MeasureAsync(reading, edits, new ContinuationOdds(a, b), Stop);
        var (one, two) = (await Of(" said that", " asked him"), await Of(" asked him", " said that"));
        Assert.Equal(one.Before, -two.Before, 1e-6);
        Assert.Equal(one.Change, -two.Change, 1e-6);
        var shared = await Of(" said yes", " said no");
        var after = model.Read("The doctor asked the nurse a question. She said");
        var later = await model.MeasureAsync(after, edits, new ContinuationOdds(" yes", " no"), Stop);
        Assert.Equal(later.Before, shared.Before, 1e-4);
        Assert.Equal(later.After, shared.After, 1e-4);
    }

    [Fact]
    public async Task Words_at_a_mask_are_weighed_by_their_logits()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/bert"));
        var reading = model.Read("the nurse said that [MASK] was late", options: new() { AllLogits = true });
        var (she, he) = (Id(model, "she"), Id(model, "he"));
        var logits = reading.Logits!.Row(reading.PredictedFrom).ToArray();
        Edit[] edits = [new ScaleHeads(new(1, 0), 0)];
        var effect = await model.MeasureAsync(reading, edits, new MaskedOdds("she", "he"), Stop);
        Assert.Equal(logits[she] - logits[he], effect.Before, 1e-5);
        var edited = await model.EditAsync(reading, edits, new() { AllLogits = true }, cancellation: Stop);
        var changed = edited.Logits!.Row(reading.PredictedFrom).ToArray();
        Assert.Equal(changed[she] - changed[he], effect.After, 1e-5);
        var none = await Assert.ThrowsAsync<RequestException>(() => model.MeasureAsync(
            model.Read("the nurse"), edits, new MaskedOdds("she", "he"), Stop));
        Assert.Contains("put [MASK] where", none.Message);
    }

    [Theory]
    [InlineData("families/gpt2", "no outcome “log odds of “a” against “b” at the mask”", 0)]
    [InlineData("families/bert", "no outcome “ln p of “ a”", 1)]
    [InlineData("minilm", "no outcome “KL(as it is ‖ changed) of the next word”. It has: cosine similarity", 2)]
    [InlineData("smollm2", "do not part", 3)]
    [InlineData("smollm2", "has other tokens after the text", 4)]
    [InlineData("smollm2", "A continuation is empty", 5)]
    public async Task What_the_model_does_not_have_is_refused(string path, string said, int which)
    {
        var fixture = path.Contains('/');
        using var model = TransformerModel.Load(fixture ? Fixtures.PathOf(path) : path);
        Outcome outcome = which switch
        {
            0 => new MaskedOdds("a", "b"),
            1 => new ContinuationOdds(" a", null),
            2 => new NextWordDivergence(),
            3 => new ContinuationOdds(" said that", " said"),
            4 => new ContinuationOdds("ly", null),
            _ => new ContinuationOdds("", null),
        };
        var wrong = await Assert.ThrowsAsync<RequestException>(
            () => model.MeasureAsync(model.Read(Text), [], outcome, Stop));
        Assert.Contains(said, wrong.Message);
    }

    [Theory]
    [InlineData("minilm")]
    [InlineData("smollm2")]
    public async Task Every_model_has_an_outcome_that_is_unchanged_where_nothing_is(string path)
    {
        using var model = TransformerModel.Load(path);
        var reading = model.Read(Text);
        var outcome = model.OutcomeOf(reading);
        var none = await model.MeasureAsync(reading, [], outcome, Stop);
        Assert.Equal(none.Before, none.After, 1e-6);
        Assert.Equal(outcome is SentenceSimilarity ? 1 : 0, none.Before, 1e-6);
        var hidden = await model.MeasureAsync(reading, [new CutLinks(HeadChoice.All, null, [2], true)], outcome, Stop);
        Assert.True(outcome is SentenceSimilarity ? hidden.After < 0.999 : hidden.After > 1e-3, $"{hidden.After}");
    }

    private static async Task<double> Odds(TransformerModel model, IReadOnlyList<Edit> edits)
    {
        // " to the" is shared: what parts is what counts.
        var a = await model.LogProbabilitiesAsync(Text, " to the hospital", edits, cancellation: Stop);
        var b = await model.LogProbabilitiesAsync(Text, " to the doctor again", edits, cancellation: Stop);
        var shared = Shared(model);
        return a.Skip(shared).Average() - b.Skip(shared).Average();
    }

    private static int Shared(TransformerModel model)
    {
        int[] Ids(string text) => [.. model.Tokenize(Text + text).Select(token => token.Id)];
        var both = Ids(" to the hospital").Zip(Ids(" to the doctor again"));
        return both.TakeWhile(pair => pair.First == pair.Second).Count() - model.Count(Text);
    }

    private static int Id(TransformerModel model, string word) =>
        model.Tokenize(word, options: new() { SpecialTokens = false }).Single().Id;

    private static IReadOnlyList<Edit>[] RandomRuns(TransformerModel model, Reading plain, int count)
    {
        var n = plain.Tokens.Count;
        var other = model.ReadIdsAsync([.. plain.Tokens.Select(token => token.Id).Reverse()]);
        var heads = Gen.Select(Gen.Int[0, 2], Gen.Int[-1, model.Info.Heads - 1])
            .Select((layer, head) => new HeadChoice(layer, head < 0 ? null : head));
        var token = Gen.Int[0, n - 1];
        Gen<Edit> edit = Gen.Select(heads, token, token, Gen.Int[0, 5], Gen.Float[-2, 2]).Select(
            (choice, a, b, kind, factor) => kind switch
            {
                0 => new ScaleHeads(choice, factor),
                1 => new CutLinks(choice, [Math.Max(a, b)], [Math.Min(a, b)], factor > 0),
                2 => new CutLinks(choice, null, [a], true),
                3 => new ForceLink(choice, Math.Max(a, b), Math.Min(a, b), Math.Abs(factor) / 2),
                4 => (Edit)other.Result.PatternsFor(choice, Math.Min(a, b)),
                _ => new ReplaceSite(new(choice.Layer, null), Site.Output, [a], [plain.Hidden!.Row(b).ToArray()]),
            });
        return [.. edit.Array[1].Array[count].Single(_ => true, "0000KeGd5uC5")];
    }

    private static double[] Mean(Reading reading)
    {
        var hidden = reading.Hidden!;
        double[] mean = [.. Enumerable.Range(0, hidden.Columns).Select(
            column => Enumerable.Range(0, hidden.Rows).Average(row => (double)hidden[row, column]))];
        var length = Math.Sqrt(mean.Sum(number => number * number));
        return [.. mean.Select(number => number / length)];
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b).Sum(pair => pair.First * pair.Second);

    private sealed class Counted : IProgress<JobProgress>
    {
        public JobProgress Last { get; private set; }

        public void Report(JobProgress value) => Last = value;
    }
}
