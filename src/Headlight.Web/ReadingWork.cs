using System.Diagnostics;
using System.Threading.Channels;
using Headlight.Analysis;
using Headlight.Readings;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web;

/// <summary>The work behind a job: a text read by a model, or a file opened, as frames.</summary>
internal sealed partial class ReadingWork(ModelShelf models, ReadingShelf readings, ReadingTimes times)
{
    private const int MostWithStates = 256; // tokens whose states are worth their memory

    /// <summary>Reads a text, as it is, changed or gone on with.</summary>
    public void Begin(ReadRequest request, ReadingJob job) => _ = RunAsync(
        job, () => request.Generate is { } options ? WriteAsync(request, options, job)
            : request.HasEdits ? EditAsync(request, job)
            : ReadAsync(request, job));

    // Layers become frames while the model goes on.
    private async Task<Reading> ReadAsync(ReadRequest request, ReadingJob job)
    {
        var watch = Stopwatch.StartNew();
        using var lease = await BorrowAsync(request, job);
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
    }

    /// <summary>Shows a reading that is there already.</summary>
    public void Begin(Reading reading, ReadingJob job) => _ = RunAsync(job, async () =>
    {
        await Task.Yield();
        var watch = Stopwatch.StartNew();
        var outline = ReadingOutline.OfFile(job.Id, reading);
        Show(reading, outline, watch, job);
        return reading;
    });

    private static void Show(Reading reading, ReadingOutline outline, Stopwatch watch, ReadingJob job)
    {
        job.Add(ReadingFrames.Reading(outline));
        foreach (var layer in reading.Layers)
        {
            Draw(layer, outline, job);
        }
        job.Add(ReadingFrames.Measures(reading));
        job.Add(ReadingFrames.Done(watch.Elapsed));
    }

    private Task<ModelShelf.Lease> BorrowAsync(ReadRequest request, ReadingJob job) => models.BorrowAsync(
        request.Model, step => job.Add(ReadingFrames.Progress(step), passing: true), job.Stopped);

    private static async Task<Reading> ReadAsync(
        TransformerModel model, ReadRequest request, Reading? reuse, ChannelWriter<LayerReading> recorded,
        CancellationToken cancellation)
    {
        try
        {
            return await model.ReadAsync(
                request.Text, request.Pair, Recorded(request, model), null, new Handed(recorded), reuse, cancellation);
        }
        finally
        {
            recorded.Complete();
        }
    }

    // States let changed runs begin at their first changed layer; they forbid to reuse an earlier text.
    private static ReadOptions Recorded(ReadRequest request, TransformerModel model) => request.Options with
    {
        States = !request.Typing && model.Count(request.Text, request.Pair, request.Options) <= MostWithStates,
    };

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
