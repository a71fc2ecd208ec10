using System.Diagnostics;
using System.Text.Json.Nodes;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web.Effects;

/// <summary>
/// What an edit of each head in turn does to an outcome, as frames. What was measured is kept: a closed page or a
/// stopped server loses nothing, and pages that ask the same follow one work.
/// </summary>
internal sealed class RankingWork(ModelShelf models, ReadingWork work, KeptRankings kept)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ReadingJob> running = [];

    /// <summary>
    /// The work, begun where it is not under way, joined by the page that asked: it stops when none follows.
    /// </summary>
    public ReadingJob Begin(EffectRequest request)
    {
        ReadingJob job;
        lock (gate)
        {
            if (running.TryGetValue(request.Key, out var found) && found.TryJoin())
            {
                return found;
            }
            job = new ReadingJob("");
            job.TryJoin();
            running[request.Key] = job;
        }
        _ = Task.Run(() => RunAsync(request, job));
        return job;
    }

    private async Task RunAsync(EffectRequest request, ReadingJob job)
    {
        try
        {
            await RankAsync(request, job);
            job.Complete();
        }
        catch (Exception wrong)
        {
            job.Fail(wrong);
        }
        lock (gate)
        {
            if (running.GetValueOrDefault(request.Key) == job)
            {
                running.Remove(request.Key);
            }
        }
    }

    private async Task RankAsync(EffectRequest request, ReadingJob job)
    {
        var watch = Stopwatch.StartNew();
        var told = new ToldAsFrames(job);
        using var lease = await models.BorrowAsync(request.Read.Model, told.Report, job.Stopped);
        var model = lease.Model;
        var outcome = request.Outcome ?? model.OutcomeOf(request.Read.Text);
        var file = kept.Open(model, request, outcome);
        var measured = new Measured(job, file);
        foreach (var effect in file.Heads)
        {
            measured.Show(effect);
        }
        HeadChoice[] left = [.. HeadChoice.Each(model.Info.Layers, model.Info.Heads)
            .Where(head => !file.Has(head.Layer!.Value, head.Head!.Value))];
        if (left.Length > 0 || file.Words is null)
        {
            var plain = await work.PlainAsync(request.Read, model, job.Stopped);
            var edit = await request.Question!.EditAsync(model, plain, request.Read.Options, job.Stopped);
            var any = new HeadChoice(0, 0);
            file.Name(edit(any).InWords.Replace(any.ToString(), "each head in turn", StringComparison.Ordinal));
            if (left.Length > 0)
            {
                await model.RankHeadsAsync(plain, edit, outcome, told, measured, left, job.Stopped);
            }
        }
        job.Add(Frame.Of(new JsonObject
        {
            ["frame"] = "ranked",
            ["outcome"] = outcome.Name,
            ["unit"] = outcome.Unit,
            ["before"] = Frame.Number(file.Heads.First().Effect.Before),
            ["question"] = file.Words,
            ["count"] = file.Heads.Count,
        }));
        job.Add(ReadingFrames.Done(watch.Elapsed));
    }

    private sealed class Measured(ReadingJob job, KeptRanking file) : IProgress<HeadEffect>
    {
        public void Report(HeadEffect value)
        {
            file.Add(value);
            Show(value);
        }

        public void Show(HeadEffect value) => job.Add(Frame.Of(new JsonObject
        {
            ["frame"] = "effect",
            ["layer"] = value.Layer,
            ["head"] = value.Head,
            ["change"] = Frame.Number(value.Change),
        }));
    }
}
