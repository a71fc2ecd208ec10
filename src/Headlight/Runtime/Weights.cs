using System.Collections.Concurrent;
using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Jobs;

namespace Headlight.Runtime;

/// <summary>The decoded weights of a model, fp32, shared by all its readings.</summary>
internal sealed class Weights : IDisposable
{
    private readonly ConcurrentDictionary<string, NativeBuffer> buffers = new();

    public NativeBuffer this[InputSource.Weight weight] => buffers[weight.Path];

    /// <summary>Bytes that the weights take once decoded.</summary>
    public static long Bytes(IEnumerable<InputSource.Weight> weights) =>
        weights.Sum(weight => sizeof(float) * weight.Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>Checks every name and shape, then decodes on all threads.</summary>
    public static Weights Load(
        Checkpoint checkpoint, IEnumerable<InputSource.Weight> wanted, int threads,
        IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var weights = new Weights();
        try
        {
            // Sorted by name, each thread reads its part of the file in order.
            var all = wanted.ToList();
            var stored = all.ConvertAll(weight => checkpoint.Require(weight.Path, weight.Shape));
            var done = 0;
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, all.Count, options, i =>
            {
                weights.Decode(all[i], stored[i]);
                progress?.Report(new JobProgress("Loading weights", Interlocked.Increment(ref done), all.Count));
            });
            return weights;
        }
        catch (AggregateException failure)
        {
            weights.Dispose();
            throw failure.InnerExceptions.OfType<HeadlightException>().FirstOrDefault() ?? failure.InnerException!;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var buffer in buffers.Values)
        {
            buffer.Dispose();
        }
    }

    private void Decode(InputSource.Weight weight, StoredTensor stored)
    {
        long[] shape = [.. weight.Shape.Select(size => (long)size)];
        if (weight.Transposed)
        {
            Array.Reverse(shape);
        }
        var buffer = new NativeBuffer(shape);
        buffers[weight.Path] = buffer;
        (weight.Transposed ? stored.Transposed() : stored).Read(buffer.Span);
    }
}
