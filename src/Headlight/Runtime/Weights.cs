using System.Runtime.ExceptionServices;
using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Jobs;

namespace Headlight.Runtime;

/// <summary>The decoded weights of a model, fp32, shared by all its readings.</summary>
internal sealed class Weights : IDisposable
{
    private readonly Dictionary<string, NativeBuffer> buffers = [];
    private readonly NativeArena arena;

    private Weights(IReadOnlyList<InputSource.Weight> wanted)
    {
        arena = new NativeArena(wanted.Select(Length));
        foreach (var weight in wanted)
        {
            buffers.Add(weight.Path, new NativeBuffer(arena, Shape(weight)));
        }
    }

    public NativeBuffer this[InputSource.Weight weight] => buffers[weight.Path];

    /// <summary>Bytes that the weights take once decoded.</summary>
    public static long Bytes(IEnumerable<InputSource.Weight> weights) => weights.Sum(Length) * sizeof(float);

    /// <summary>Checks every name and shape, then decodes on all threads.</summary>
    public static Weights Load(
        Checkpoint checkpoint, IEnumerable<InputSource.Weight> wanted, int threads,
        IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var all = wanted.ToList();
        var stored = all.ConvertAll(weight => checkpoint.Require(weight.Path, weight.Shape));
        var weights = new Weights(all);
        try
        {
            var done = 0;
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, all.Count, options, i =>
            {
                var source = all[i].Transposed ? stored[i].Transposed() : stored[i];
                source.Read(weights[all[i]].Span);
                progress?.Report(new JobProgress("Loading weights", Interlocked.Increment(ref done), all.Count));
            });
            return weights;
        }
        catch (AggregateException failure)
        {
            weights.Dispose();
            ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
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
        arena.Dispose();
    }

    // As the graph wants it: [out, in].
    private static long[] Shape(InputSource.Weight weight)
    {
        var shape = weight.Shape.Select(size => (long)size);
        return [.. weight.Transposed ? shape.Reverse() : shape];
    }

    private static long Length(InputSource.Weight weight) =>
        weight.Shape.Aggregate(1L, (product, size) => checked(product * size));
}
