using System.Net.Http.Json;
using System.Text.Json;
using Headlight.Effects;
using Headlight.Web;

namespace Headlight.Hosts.Tests.Web;

/// <summary>What edits do to an outcome, as the page is told.</summary>
[Collection(EffectTestsTogether.Name)]
public sealed class EffectAnswerTests(EffectServer effects)
{
    private static readonly object[] Off =
        [new { edit = "mean", heads = "L9H3" }, new { edit = "mean", heads = "L20" }];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, Outcome> Outcomes => new()
    {
        { """{"kind": "next"}""", new NextWordDivergence() },
        {
            """{"kind": "continuations", "first": " said", "second": " asked"}""",
            new ContinuationOdds(" said", " asked")
        },
        {
            """{"kind": "continuations", "first": " asked him", "second": " was"}""",
            new ContinuationOdds(" asked him", " was")
        },
        { """{"kind": "continuations", "first": " said", "second": null}""", new ContinuationOdds(" said", null) },
        { """{"kind": "similarity", "other": "He asked."}""", new SentenceSimilarity("He asked.") },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task The_numbers_are_the_librarys(string sent, Outcome outcome)
    {
        var answer = await Measure(Off, JsonDocument.Parse(sent).RootElement);
        var edits = await effects.Model.ParseEditsAsync(JsonSerializer.Serialize(Off), Stop);
        var expected = await effects.Model.MeasureAsync(effects.Plain, edits, outcome, Stop);
        Assert.Equal((outcome.Name, outcome.Unit), (Text(answer, "outcome"), Text(answer, "unit")));
        Assert.Equal(expected.Before, Number(answer, "before"), 1e-5);
        Assert.Equal(expected.After, Number(answer, "after"), 1e-5);
        Assert.Equal(Number(answer, "after") - Number(answer, "before"), Number(answer, "change"), 1e-12);
        Assert.Equal(edits.Select(edit => edit.InWords), EffectServer.Strings(answer.GetProperty("edits")));
    }

    [Fact]
    public async Task Words_are_the_best_of_both_runs_with_their_probabilities_in_each()
    {
        var answer = await Measure(Off, null);
        var edits = await effects.Model.ParseEditsAsync(JsonSerializer.Serialize(Off), Stop);
        var edited = await effects.Model.EditAsync(effects.Plain, edits, cancellation: Stop);
        int[] best =
        [
            .. effects.Plain.Predictions.Take(8).Concat(edited.Predictions.Take(8)).Select(word => word.Id).Distinct(),
        ];
        var words = answer.GetProperty("words").EnumerateArray().ToArray();
        Assert.Equal(best, words.Select(word => word.GetProperty("id").GetInt32()));
        Assert.All(words, word =>
        {
            var id = word.GetProperty("id").GetInt32();
            Assert.Equal(NextWords.Probability(effects.Plain, id), Number(word, "before"), 1e-5);
            Assert.Equal(NextWords.Probability(edited, id), Number(word, "after"), 1e-5);
        });
        Assert.Equal(NextWords.Divergence(effects.Plain, edited), Number(answer, "divergence"), 1e-5);
        Assert.Equal("KL(as it is ‖ changed) of the next word", Text(answer, "outcome"));
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_has_no_effect()
    {
        var answer = await Measure([new { edit = "scale", heads = "L3H1", factor = 1 }], null);
        Assert.Equal((0, 0, 0), (Number(answer, "divergence"), Number(answer, "after"), Number(answer, "change")));
        Assert.Equal(8, answer.GetProperty("words").GetArrayLength());
    }

    [Fact]
    public async Task Another_text_stands_beside_with_its_outcome_and_the_divergence_of_its_next_word()
    {
        const string Beside = "The doctor asked the nurse a question. He";
        var outcome = new { kind = "continuations", first = " asked him", second = " was" };
        var request = new { model = "smollm2", text = EffectServer.Prompt, edits = Off };
        var answer = (await effects.EffectAsync(new { request, outcome, beside = Beside })).GetProperty("beside");
        var other = await effects.Model.ReadAsync(Beside, cancellation: Stop);
        double Mean(string text) => effects.Model.LogProbabilitiesAsync(Beside, text, cancellation: Stop)
            .GetAwaiter().GetResult().Average();
        Assert.Equal(Mean(" asked him") - Mean(" was"), Number(answer, "value"), 1e-4);
        Assert.Equal(NextWords.Divergence(effects.Plain, other), Number(answer, "divergence"), 1e-5);
        Assert.Equal(JsonValueKind.Null, (await Measure(Off, null)).GetProperty("beside").ValueKind);
    }

    [Fact]
    public async Task What_is_written_plays_no_part()
    {
        var request = new { model = "smollm2", text = EffectServer.Prompt, edits = Off, generate = new { tokens = 3 } };
        var answer = await effects.EffectAsync(new { request });
        Assert.Equal((await Measure(Off, null)).GetRawText(), answer.GetRawText());
    }

    [Fact]
    public async Task A_model_without_next_words_has_similarity_and_no_words()
    {
        var request = new
        {
            model = "minilm",
            text = "The cat sat.",
            edits = new[] { new { edit = "scale", heads = "L2", factor = 0 } },
        };
        var answer = await effects.EffectAsync(new { request });
        Assert.Equal("cosine similarity with “The cat sat.”", Text(answer, "outcome"));
        Assert.Equal(1, Number(answer, "before"), 1e-5);
        Assert.InRange(Number(answer, "after"), 0.1, 0.9999);
        Assert.Equal((0, JsonValueKind.Null), (
            answer.GetProperty("words").GetArrayLength(), answer.GetProperty("divergence").ValueKind));
    }

    [Fact]
    public async Task Words_at_a_mask_are_those_of_the_mask()
    {
        var path = Path.Combine(EffectServer.Fixtures, "families", "bert");
        var edits = new[] { new { edit = "scale", heads = "L1", factor = 0 } };
        var answer = await Answer(new
        {
            request = new { model = path, text = "the [MASK] sat", edits },
            outcome = new { kind = "masked", first = "in", second = "doctor" },
        });
        using var model = TransformerModel.Load(path);
        var plain = model.Read("the [MASK] sat");
        var parsed = await model.ParseEditsAsync(JsonSerializer.Serialize(edits), Stop);
        var odds = await model.MeasureAsync(plain, parsed, new MaskedOdds("in", "doctor"), Stop);
        var divergence = await model.MeasureAsync(plain, parsed, new NextWordDivergence(), Stop);
        Assert.Equal((odds.Before, odds.After), (Number(answer, "before"), Number(answer, "after")));
        Assert.Equal(divergence.After, Number(answer, "divergence"), 1e-6);
        var word = answer.GetProperty("words")[0];
        Assert.Equal(plain.Predictions[0].Probability, Number(word, "before"), 1e-6);
        Assert.Equal(plain.Predictions[0].Piece, Text(word, "piece"));
    }

    [Fact]
    public async Task A_reading_by_a_model_that_was_dropped_is_made_again()
    {
        await using var small = await WebServer.StartAsync(
            new WebOptions { Port = 0, Model = "minilm", MemoryBudget = 1 });
        using var client = new HttpClient { BaseAddress = small.Root };
        var request = new { model = "minilm", text = "The cat sat." };
        using var read = await client.PostAsJsonAsync("api/readings", request, Stop);
        _ = await FrameReader.AllAsync(read);
        using var answer = await client.PostAsJsonAsync("api/effects", new { request }, Stop);
        var json = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(0, Number(JsonDocument.Parse(json).RootElement, "change"), 1e-6);
    }

    private Task<JsonElement> Measure(object[] edits, object? outcome) => effects.EffectAsync(
        new { request = new { model = "smollm2", text = EffectServer.Prompt, edits }, outcome });

    private async Task<JsonElement> Answer(object request)
    {
        using var response = await effects.Server.SendAsync(new HttpRequestMessage(HttpMethod.Post, "api/effects")
        {
            Content = JsonContent.Create(request),
            Headers = { { "X-Headlight-Token", effects.Server.Token } },
        });
        var body = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement;
    }

    private static double Number(JsonElement answer, string name) => answer.GetProperty(name).GetDouble();

    private static string Text(JsonElement answer, string name) => answer.GetProperty(name).GetString()!;
}
