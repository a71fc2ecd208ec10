using System.Runtime.CompilerServices;
using Headlight.Readings;

namespace Headlight.Web.Shelves;

/// <summary>
/// A reading in the making or made: its frames in order, which any number of pages follow from the first on. The work
/// stops when no page follows it any more.
/// </summary>
internal sealed class ReadingJob(string id) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly List<(byte[] Bytes, bool Passing)> frames = [];
    private TaskCompletionSource changed = New();
    private int followers;
    private bool ended;
    private Exception? failure;

    public string Id => id;

    /// <summary>Cancelled when nobody waits for this reading any more.</summary>
    public CancellationToken Stopped => stop.Token;

    /// <summary>The reading, once it is known; its frames may still come.</summary>
    public Reading? Reading { get; private set; }

    /// <summary>When it was last asked for, by the shelf's clock.</summary>
    public long LastUsed { get; set; }

    /// <summary>Whether it came to an end without a reading.</summary>
    public bool Failed => failure is not null;

    /// <summary>Bytes that it keeps in memory.</summary>
    public long Bytes
    {
        get
        {
            lock (gate)
            {
                return frames.Sum(frame => (long)frame.Bytes.Length) + Kept.Bytes(Reading);
            }
        }
    }

    /// <summary>Adds a frame; one that only passes, such as progress, is not shown to pages that come later.</summary>
    public void Add(byte[] frame, bool passing = false) => Change(() => frames.Add((frame, passing)));

    /// <summary>All frames are there; work that makes no reading has none.</summary>
    public void Complete(Reading? reading = null) => Change(() => (Reading, ended) = (reading, true));

    /// <summary>The reading is known, its frames are still drawn.</summary>
    public void Know(Reading reading) => Change(() => Reading = reading);

    /// <summary>There will be no reading.</summary>
    public void Fail(Exception why) => Change(() => failure = why);

    /// <summary>One more page follows; false where the work was given up already.</summary>
    public bool TryJoin()
    {
        lock (gate)
        {
            if (stop.IsCancellationRequested || failure is not null)
            {
                return false;
            }
            followers++;
            return true;
        }
    }

    /// <summary>A page is gone.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (--followers > 0 || ended || failure is not null)
            {
                return;
            }
        }
        stop.Cancel();
    }

    /// <summary>Gives the work up, whoever waits for it.</summary>
    public void Stop() => stop.Cancel();

    /// <summary>The frames from the first on, as they come.</summary>
    public async IAsyncEnumerable<byte[]> FollowAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var late = ended;
        for (var next = 0; ;)
        {
            (byte[] Bytes, bool Passing)? frame;
            Task more;
            lock (gate)
            {
                frame = next < frames.Count ? frames[next] : null;
                if (frame is null && failure is not null)
                {
                    throw failure;
                }
                if (frame is null && ended)
                {
                    yield break;
                }
                more = changed.Task;
            }
            if (frame is not { } found)
            {
                await more.WaitAsync(cancellation);
                continue;
            }
            next++;
            if (!found.Passing || !late)
            {
                yield return found.Bytes;
            }
        }
    }

    /// <summary>The reading, as soon as it is known.</summary>
    public async Task<Reading> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task more;
            lock (gate)
            {
                if (failure is not null)
                {
                    throw failure;
                }
                if (Reading is { } made)
                {
                    return made;
                }
                more = changed.Task;
            }
            await more.WaitAsync(cancellation);
        }
    }

    // A source without a timer holds nothing that must be freed in time.
    public void Dispose() => stop.Dispose();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            changed.TrySetResult();
            changed = New();
        }
    }
}
