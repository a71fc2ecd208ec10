using System.Diagnostics;
using Headlight.Jobs;
using Headlight.Readings;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web;

/// <content>Readings of runs with something changed, and of what a model writes.</content>
internal sealed partial class ReadingWork
{
    /// <summary>The reading of a request's text as it is: the shelf's, or made for it.</summary>
    public async Task<Reading> PlainAsync(
        ReadRequest request, TransformerModel model, CancellationToken cancellation)
    {
        var plain = request.Plain;
        var job = readings.Join(plain.Id, fresh => Begin(plain, fresh));
        try
        {
            var reading = await job.WaitAsync(cancellation);
            // One by a model that was dropped since cannot be measured with the one that stands for it now.
            return ReferenceEquals(reading.Model, model.Info) ? reading : await model.ReadAsync(
                plain.Text, plain.Pair, Recorded(plain, model), cancellation: cancellation);
        }
        finally
        {
            job.Leave();
        }
    }

    /// <summary>The changed run of a request, where the shelf holds it by this model or it is being made.</summary>
    public async Task<Reading?> EditedAsync(
        ReadRequest request, TransformerModel model, CancellationToken cancellation)
    {
        if (readings.Join((request with { Generate = null }).Id) is not { } job)
        {
            return null;
        }
        try
        {
            var made = await job.WaitAsync(cancellation);
            return ReferenceEquals(made.Model, model.Info) ? made : null;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return null; // what failed there is said where it is made again
        }
        finally
        {
            job.Leave();
        }
    }

    private async Task<Reading> EditAsync(ReadRequest request, ReadingJob job)
    {
        var watch = Stopwatch.StartNew();
        using var lease = await BorrowAsync(request, job);
        var plain = await PlainAsync(request, lease.Model, job.Stopped);
        var edits = await lease.Model.ParseEditsAsync(request.Edits, job.Stopped);
        var reading = await lease.Model.EditAsync(plain, edits, null, new Told(job), job.Stopped);
        job.Know(reading);
        Show(reading, Outline(request, lease.Model, job.Id).Of(reading, request.Edits), watch, job);
        return reading;
    }

    private async Task<Reading> WriteAsync(ReadRequest request, GenerateOptions options, ReadingJob job)
    {
        if (request.Pair is not null)
        {
            throw new RequestException("A text with a second text is not gone on with: leave the pair out.");
        }
        var watch = Stopwatch.StartNew();
        using var lease = await BorrowAsync(request, job);
        var edits = await lease.Model.ParseEditsAsync(request.Edits, job.Stopped);
        var continuation = lease.Model.Continue(request.Text, options, edits);
        await foreach (var token in continuation.WriteAsync(job.Stopped))
        {
            job.Add(ReadingFrames.Token(continuation.Tokens.Count - 1, token));
        }
        var reading = await continuation.ReadAsync(job.Stopped);
        var outline = Outline(request, lease.Model, job.Id).Of(reading, request.Edits, continuation.Ended);
        Show(reading, outline, watch, job);
        return reading;
    }

    private sealed class Told(ReadingJob job) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => job.Add(ReadingFrames.Progress(value), passing: true);
    }
}
