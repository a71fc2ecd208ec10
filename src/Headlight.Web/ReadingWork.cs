using System.Diagnostics;
using System.Threading.Channels;
using Headlight.Analysis;
using Headlight.Readings;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web;

/// <summary>The work behind a job: a text read by a model, or a file opened, as frames.</summary>
internal sealed class ReadingWork(ModelShelf models, ReadingShelf readings, ReadingTimes times)
{
    /// <summary>Reads a text; layers become frames while the model goes on.</summary>
    public void Begin(ReadRequest request, ReadingJob job) => _ = RunAsync(job, async () =>
    {
        var watch = Stopwatch.StartNew();
        using var lease = await models.BorrowAsync(
            request.Model, step => job.Add(ReadingFrames.Progress(step), passing: true), job.Stopped);
        var loaded = watch.Elapsed;
        var outline = Outline(request, lease.Model, job.Id);
        job.Add(ReadingFrames.Reading(outline));
        var recorded = Channel.CreateUnbounded<LayerReading>();
        var drawing = DrawAsync(recorded.Reader, outline, job);
        // While a text is typed, its beginning is not computed again.
        var reuse = request.Typing ? readings.Nearest(lease.Model.Info, request.Text) : null;
        var reading = await ReadAsync(lease.Model, request, reuse, recorded.Writer, job.Stopped);
        await drawing;
        job.Add(ReadingFrames.Measures(reading));
        times.Note(request.Model, outline.Tokens.Count, watch.Elapsed - loaded);
        job.Add(ReadingFrames.Done(watch.Elapsed));
        return reading;
    });

    /// <summary>Shows a reading that is there already.</summary>
    public void Begin(Reading reading, ReadingJob job) => _ = RunAsync(job, async () =>
    {
        await Task.Yield();
        var watch = Stopwatch.StartNew();
        var outline = ReadingOutline.OfFile(job.Id, reading);
        job.Add(ReadingFrames.Reading(outline));
        foreach (var layer in reading.Layers)
        {
            Draw(layer, outline, job);
        }
        job.Add(ReadingFrames.Measures(reading));
        job.Add(ReadingFrames.Done(watch.Elapsed));
        return reading;
    });

    private static async Task<Reading> ReadAsync(
        TransformerModel model, ReadRequest request, Reading? reuse, ChannelWriter<LayerReading> recorded,
        CancellationToken cancellation)
    {
        try
        {
            return await model.ReadAsync(
                request.Text, request.Pair, request.Options, null, new Handed(recorded), reuse, cancellation);
        }
        finally
        {
            recorded.Complete();
        }
    }

    private static ReadingOutline Outline(ReadRequest request, TransformerModel model, string id)
    {
        var tokens = model.Tokenize(request.Text, request.Pair, request.Options);
        return new ReadingOutline
        {
            Id = id,
            Model = model.Info,
            Note = BundledModel.All.FirstOrDefault(each => each.Name == request.Model)?.Note ?? "",
            Text = request.Text,
            Pair = request.Pair,
            Options = TransformerModel.DescribeAdded(tokens, request.Options),
            Tokens = tokens,
            Rules = model.Rules,
            QueriesAndKeys = true,
            Warnings = model.Warnings,
        };
    }

    private static async Task DrawAsync(
        ChannelReader<LayerReading> recorded, ReadingOutline outline, ReadingJob job)
    {
        await foreach (var layer in recorded.ReadAllAsync(job.Stopped))
        {
            Draw(layer, outline, job);
        }
    }

    private static void Draw(LayerReading layer, ReadingOutline outline, ReadingJob job) =>
        job.Add(ReadingFrames.Layer(layer, PatternBlocks.Of(layer, outline.Parked, outline.Blocks, job.Stopped)));

    private async Task RunAsync(ReadingJob job, Func<Task<Reading>> work)
    {
        try
        {
            job.Complete(await Task.Run(work));
        }
        catch (Exception wrong)
        {
            job.Fail(wrong);
        }
        readings.Settle(job);
    }

    private sealed class Handed(ChannelWriter<LayerReading> to) : IProgress<LayerReading>
    {
        public void Report(LayerReading value) => to.TryWrite(value);
    }
}
