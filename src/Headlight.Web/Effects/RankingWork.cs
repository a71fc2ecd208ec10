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
        var ranked = await model.RankHeadsAsync(plain, edit, outcome, told, new Measured(job), job.Stopped);
        var any = new HeadChoice(0, 0);
        job.Add(Frame.Of(new JsonObject
        {
            ["frame"] = "ranked",
            ["outcome"] = outcome.Name,
            ["unit"] = outcome.Unit,
            ["before"] = Frame.Number(ranked[0].Effect.Before),
            ["question"] = edit(any).InWords.Replace(any.ToString(), "each head in turn", StringComparison.Ordinal),
            ["count"] = ranked.Count,
        }));
        job.Add(ReadingFrames.Done(watch.Elapsed));
        return plain;
    }

    private sealed class Measured(ReadingJob job) : IProgress<HeadEffect>
    {
        public void Report(HeadEffect value) => job.Add(Frame.Of(new JsonObject
        {
            ["frame"] = "effect",
            ["layer"] = value.Layer,
            ["head"] = value.Head,
            ["change"] = Frame.Number(value.Change),
        }));
    }
}
