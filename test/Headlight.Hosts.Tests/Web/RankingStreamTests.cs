using System.Text.Json;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Web;
using Headlight.Web.Effects;
using Headlight.Web.Shelves;

namespace Headlight.Hosts.Tests.Web;

/// <summary>Heads ranked by an edit of each, as they come.</summary>
[Collection(EffectTestsTogether.Name)]
public sealed class RankingStreamTests(EffectServer effects)
{
    private const string Other = "The doctor asked the nurse a question. He";
    private static readonly ContinuationOdds Odds = new(" said", " asked");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Questions => new()
    {
        { """{"kind": "off"}""", "each head in turn is off: its output is its mean over" },
        { """{"kind": "zero"}""", "each head in turn is off: its output is 0" },
        {
            """{"kind": "cut", "queries": [8], "keys": [4], "renormalise": false}""",
            "in each head in turn, token 8 gives token 4 nothing"
        },
        { """{"kind": "cut", "keys": [4]}""", "in each head in turn, every token gives token 4 nothing, and" },
        { $$"""{"kind": "pattern", "of": "{{Other}}"}""", $"each head in turn looks as it does in “{Other}”" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Every_head_comes_once_with_the_librarys_number(string question, string words)
    {
        var frames = await Ranked(question);
        Assert.Equal(["ranked", "done"], frames.TakeLast(2).Select(frame => frame.Name));
        var heads = frames.Where(frame => frame.Name == "effect")
            .ToDictionary(frame => (frame.Int("layer"), frame.Int("head")), Change);
        Assert.Equal(270, heads.Count);
        var ranked = frames[^2];
        Assert.Equal((Odds.Name, "nats", 270), (ranked.Text("outcome"), ranked.Text("unit"), ranked.Int("count")));
        Assert.StartsWith(words, ranked.Text("question"));
        // A few heads of the library's, from first to last layer.
        HeadChoice[] some = [new(0, 0), new(9, 4), new(17, 8), new(29, 2)];
        var edit = await EditAsync(question);
        var expected = await effects.Model.MeasureManyAsync(
            effects.Plain, [.. some.Select(head => new[] { edit(head) })], Odds, cancellation: Stop);
        Assert.Equal(expected[0].Before, ranked.Header.GetProperty("before").GetDouble(), 1e-5);
        Assert.All(some.Zip(expected), pair => Assert.Equal(
            pair.Second.Change, heads[(pair.First.Layer!.Value, pair.First.Head!.Value)], 1e-4));
        Assert.Contains(heads.Values, change => Math.Abs(change) > 1e-3);
    }

    [Fact]
    public async Task Effects_come_while_others_are_computed()
    {
        var text = string.Join(' ', Enumerable.Repeat("The doctor asked the nurse a question.", 4));
        var names = (await effects.StreamAsync("rankings", new
        {
            request = new { model = "smollm2", text },
            question = new { kind = "zero" },
        })).Select(frame => frame.Name).ToArray();
        Assert.Equal(270, names.Count(name => name == "progress"));
        Assert.True(Array.IndexOf(names, "progress") < Array.LastIndexOf(names, "effect"));
    }

    [Fact]
    public async Task Encoders_are_ranked_by_similarity_where_nothing_is_named()
    {
        var frames = await effects.StreamAsync("rankings", new
        {
            request = new { model = "minilm", text = "The cat sat.", pair = "A dog lay." },
            question = new { kind = "zero" },
        });
        Assert.Equal(72, frames.Count(frame => frame.Name == "effect"));
        Assert.Equal("cosine similarity with “The cat sat.”", frames[^2].Text("outcome"));
        Assert.All(frames.Where(frame => frame.Name == "effect"), frame => Assert.InRange(Change(frame), -2, 1e-6));
    }

    [Fact]
    public async Task A_page_that_goes_away_stops_the_ranking()
    {
        using var models = new ModelShelf(long.MaxValue, CancellationToken.None);
        var work = new ReadingWork(models, new ReadingShelf(long.MaxValue), new ReadingTimes());
        var text = string.Join(' ', Enumerable.Repeat("The cat sat on the mat.", 60));
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var job = new RankingWork(models, work, new KeptRankings(folder)).Begin(new EffectRequest(
            new ReadRequest("minilm", text, null), null, Question.Of(JsonDocument.Parse("""{"kind": "zero"}""")
                .RootElement)));
        await using var frames = job.FollowAsync(Stop).GetAsyncEnumerator(Stop);
        do
        {
            Assert.True(await frames.MoveNextAsync());
        }
        while (!System.Text.Encoding.UTF8.GetString(frames.Current).Contains("\"effect\""));
        job.Leave();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => job.WaitAsync(Stop));
        Directory.Delete(folder, recursive: true);
    }

    private static double Change(ReceivedFrame frame) => frame.Header.GetProperty("change").GetDouble();

    private async Task<Func<HeadChoice, Edit>> EditAsync(string question)
    {
        var asked = JsonDocument.Parse(question).RootElement;
        switch (asked.GetProperty("kind").GetString())
        {
            case "off":
                return (await effects.Model.HeadMeansAsync(Stop)).Off;
            case "zero":
                return head => new ScaleHeads(head, 0);
            case "pattern":
                var other = await effects.Model.ReadAsync(Other, cancellation: Stop);
                return head => other.PatternsFor(head);
            default:
                var one = asked.TryGetProperty("queries", out _);
                return head => new CutLinks(head, one ? [8] : null, [4], !one);
        }
    }

    private Task<List<ReceivedFrame>> Ranked(string question) => effects.StreamAsync("rankings", new
    {
        request = new { model = "smollm2", text = EffectServer.Prompt },
        outcome = new { kind = "continuations", first = Odds.First, second = Odds.Second },
        question = JsonDocument.Parse(question).RootElement,
    });
}
