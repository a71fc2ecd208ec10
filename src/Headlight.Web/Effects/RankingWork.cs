using System.Diagnostics;
using System.Text.Json.Nodes;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Readings;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web.Effects;

/// <summary>What an edit of each head in turn does to an outcome, as frames.</summary>
internal sealed class RankingWork(ModelShelf models, ReadingWork work)
{
    /// <summary>Begins the work, joined by the page that asked: it stops when that page leaves.</summary>
    public ReadingJob Begin(EffectRequest request)
    {
        var job = new ReadingJob("");
        job.TryJoin();
        _ = Task.Run(async () =>
        {
            try
            {
                job.Complete(await RankAsync(request, job));
            }
            catch (Exception wrong)
            {
                job.Fail(wrong);
            }
        });
        return job;
    }

    private async Task<Reading> RankAsync(EffectRequest request, ReadingJob job)
    {
        var watch = Stopwatch.StartNew();
        var told = new ToldAsFrames(job);
        using var lease = await models.BorrowAsync(request.Read.Model, told.Report, job.Stopped);
        var model = lease.Model;
        var plain = await work.PlainAsync(request.Read, model, job.Stopped);
        var edit = await request.Question!.EditAsync(model, plain, request.Read.Options, job.Stopped);
        var outcome = request.Outcome ?? model.OutcomeOf(plain);
        HeadChoice[] heads =
        [
            .. Enumerable.Range(0, model.Info.Layers * model.Info.Heads)
                .Select(index => new HeadChoice(index / model.Info.Heads, index % model.Info.Heads)),
        ];
        var effects = await model.MeasureManyAsync(
            plain, [.. heads.Select(head => new[] { edit(head) })], outcome, told, new Measured(heads, job),
            job.Stopped);
        job.Add(Frame.Of(new JsonObject
        {
            ["frame"] = "ranked",
            ["outcome"] = outcome.Name,
            ["unit"] = outcome.Unit,
            ["before"] = Frame.Number(effects[0].Before),
            ["question"] = edit(heads[0]).InWords.Replace(
                heads[0].ToString(), "each head in turn", StringComparison.Ordinal),
            ["count"] = heads.Length,
        }));
        job.Add(ReadingFrames.Done(watch.Elapsed));
        return plain;
    }

    private sealed class Measured(HeadChoice[] heads, ReadingJob job) : IProgress<(int Run, Effect Effect)>
    {
        public void Report((int Run, Effect Effect) value) => job.Add(Frame.Of(new JsonObject
        {
            ["frame"] = "effect",
            ["layer"] = heads[value.Run].Layer,
            ["head"] = heads[value.Run].Head,
            ["change"] = Frame.Number(value.Effect.Change),
        }));
    }
}
