using System.Diagnostics;
using Headlight.Mediation;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web.Effects;

/// <summary>
/// Causal mediation of pairs, as frames. What was measured of a bundled set is kept in the user's cache folder, so that
/// neither a closed page nor a stopped server loses it.
/// </summary>
internal sealed class MediationWork(ModelShelf models, PairFiles files)
{
    /// <summary>Begins the work, joined by the page that asked: it stops when that page leaves.</summary>
    public ReadingJob Begin(MediationRequest request)
    {
        var job = new ReadingJob("");
        job.TryJoin();
        _ = Task.Run(async () =>
        {
            try
            {
                await MeasureAsync(request, job);
                job.Complete();
            }
            catch (Exception wrong)
            {
                job.Fail(wrong);
            }
        });
        return job;
    }

    private async Task MeasureAsync(MediationRequest request, ReadingJob job)
    {
        var watch = Stopwatch.StartNew();
        var told = new ToldAsFrames(job);
        using var lease = await models.BorrowAsync(request.Model, told.Report, job.Stopped);
        var model = lease.Model;
        foreach (var pair in request.Pairs)
        {
            model.Check(pair);
        }
        using var file = request.Set is null ? null : files.Open(model);
        var results = new List<MediationResult>();
        foreach (var pair in request.Pairs)
        {
            Task<MediationResult> OneAsync()
            {
                told.Report(new($"Measuring “{pair.PromptShe}”", results.Count, request.Pairs.Count));
                return model.MediateAsync(pair, null, told, job.Stopped);
            }
            var result = await (file?.FindAsync(pair, OneAsync, job.Stopped) ?? OneAsync());
            results.Add(result);
            var frame = MediationJson.Of(pair, result, heads: request.Set is null);
            frame["frame"] = "pair";
            job.Add(Frame.Of(frame));
        }
        var summary = MediationJson.Of(MediationSummary.Of(results));
        summary["frame"] = "summary";
        job.Add(Frame.Of(summary));
        job.Add(ReadingFrames.Done(watch.Elapsed));
    }
}
