using Headlight.Jobs;
using Headlight.Web.Shelves;

namespace Headlight.Hosts.Tests.Web;

/// <summary>Several pages at once: what is shared, what stops, what is dropped.</summary>
public sealed class SharedWorkTests(RunningServer server) : IClassFixture<RunningServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_pages_read_at_once()
    {
        var both = await Task.WhenAll(
            server.ReadAsync("The cat sat on the mat."), server.ReadAsync("A dog lay on the rug."),
            server.ReadAsync("The cat sat on the mat."));
        Assert.All(both, frames => Assert.Equal(6, frames.Count(frame => frame.Name == "layer")));
        Assert.All(both, frames => Assert.Equal("done", frames[^1].Name));
    }

    [Fact]
    public async Task A_page_that_goes_away_stops_its_work()
    {
        var long1 = string.Join(' ', Enumerable.Repeat("the model reads", 1500));
        using var response = await server.PostAsync("api/readings", new { model = "smollm2", text = long1 });
        var body = await response.Content.ReadAsStreamAsync(Stop);
        ReceivedFrame? frame;
        do
        {
            frame = await FrameReader.NextAsync(body);
            Assert.NotNull(frame);
        }
        while (frame.Name != "reading");
        response.Dispose();
        // A reading that goes on is found again and not gone.
        var patience = DateTime.UtcNow + TimeSpan.FromSeconds(20);
        while (true)
        {
            using var again = await server.GetAsync($"api/readings/{frame.Text("id")}/rows/0");
            if (again.StatusCode == System.Net.HttpStatusCode.Gone)
            {
                break;
            }
            Assert.True(DateTime.UtcNow < patience, $"still {again.StatusCode}");
            await Task.Delay(20, Stop);
        }
    }

    [Fact]
    public async Task Work_goes_on_while_one_page_follows_and_stops_after_the_last()
    {
        var readings = new ReadingShelf(1 << 20);
        var job = readings.Join("id", _ => { });
        Assert.Same(job, readings.Join("id", _ => Assert.Fail("begun twice")));
        job.Leave();
        Assert.False(job.Stopped.IsCancellationRequested);
        job.Leave();
        Assert.True(job.Stopped.IsCancellationRequested);
        Assert.Null(readings.Join("id"));
        var next = readings.Join("id", _ => { });
        Assert.NotSame(job, next);
        next.Fail(new RequestException("wrong"));
        readings.Settle(next);
        await Assert.ThrowsAsync<RequestException>(async () =>
        {
            await foreach (var _ in next.FollowAsync(Stop))
            {
            }
        });
    }

    [Fact]
    public async Task A_load_goes_on_for_others_when_one_page_leaves()
    {
        using var models = new ModelShelf(long.MaxValue, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var seen = new List<JobProgress>();
        var first = models.BorrowAsync("minilm", null, gone.Token);
        var second = models.BorrowAsync("minilm", step =>
        {
            lock (seen)
            {
                seen.Add(step);
            }
        }, Stop);
        await gone.CancelAsync();
        using var lease = await second;
        await Task.WhenAny(first);
        Assert.Equal("minilm", lease.Model.Info.Name);
        using var again = await models.BorrowAsync("minilm", null, Stop);
        Assert.Same(lease.Model, again.Model);
    }

    [Fact]
    public async Task Models_beyond_the_budget_go_when_nobody_uses_them()
    {
        using var models = new ModelShelf(1, CancellationToken.None);
        var lease = await models.BorrowAsync("minilm", null, Stop);
        var model = lease.Model;
        using (var also = await models.BorrowAsync("minilm", null, Stop))
        {
            Assert.Same(model, also.Model);
        }
        Assert.NotNull(model.Read("still in use"));
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => model.Read("not any more"));
        using var anew = await models.BorrowAsync("minilm", null, Stop);
        Assert.NotSame(model, anew.Model);
    }

    [Fact]
    public async Task A_model_that_cannot_be_loaded_is_tried_again()
    {
        using var models = new ModelShelf(1, CancellationToken.None);
        await Assert.ThrowsAnyAsync<HeadlightException>(() => models.BorrowAsync("none", null, Stop));
        await Assert.ThrowsAnyAsync<HeadlightException>(() => models.BorrowAsync("none", null, Stop));
    }
}
