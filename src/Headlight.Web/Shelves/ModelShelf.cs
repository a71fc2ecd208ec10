using Headlight.Jobs;

namespace Headlight.Web.Shelves;

/// <summary>
/// Models that are loaded once and kept, the least recently used dropped where they take too much memory. A load is
/// shared: it goes on for whoever else waits, whatever one page does.
/// </summary>
internal sealed class ModelShelf(long budget, CancellationToken stopping) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private long clock;

    /// <summary>Begins to load a model, so that it is there when it is asked for.</summary>
    public void Warm(string name)
    {
        lock (gate)
        {
            Find(name);
        }
    }

    /// <summary>A model to read with, kept in memory until the lease is disposed.</summary>
    /// <exception cref="HeadlightException">What is wrong with it.</exception>
    public async Task<Lease> BorrowAsync(
        string name, Action<JobProgress>? progress, CancellationToken cancellation)
    {
        Entry entry;
        lock (gate)
        {
            entry = Find(name);
            entry.Users++;
            entry.Progress += progress;
        }
        try
        {
            var model = await entry.Loading.WaitAsync(cancellation);
            Trim();
            return new Lease(this, entry, model);
        }
        catch
        {
            Return(entry);
            throw;
        }
        finally
        {
            lock (gate)
            {
                entry.Progress -= progress;
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var entry in entries.Values.Where(entry => entry.Loading.IsCompletedSuccessfully))
            {
                entry.Loading.Result.Dispose();
            }
            entries.Clear();
        }
    }

    private Entry Find(string name)
    {
        if (!entries.TryGetValue(name, out var entry) || entry.Loading.IsFaulted || entry.Loading.IsCanceled)
        {
            entry = new Entry();
            entries[name] = entry;
            entry.Loading = Load(name, entry);
        }
        entry.LastUsed = ++clock;
        return entry;
    }

    private Task<TransformerModel> Load(string name, Entry entry) => Task.Factory.StartNew(
        () => TransformerModel.Load(name, null, new Reported(step => entry.Progress?.Invoke(step)), stopping),
        stopping, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Return(Entry entry)
    {
        lock (gate)
        {
            entry.Users--;
        }
        Trim();
    }

    // Weights are decoded to 4 bytes each.
    private static long Bytes(Entry entry) =>
        entry.Loading.IsCompletedSuccessfully ? entry.Loading.Result.Info.Parameters * sizeof(float) : 0;

    private void Trim()
    {
        lock (gate)
        {
            var idle = entries.Where(each => each.Value.Users == 0 && each.Value.Loading.IsCompletedSuccessfully)
                .OrderBy(each => each.Value.LastUsed).ToList();
            var taken = entries.Values.Sum(Bytes);
            foreach (var (name, entry) in idle.TakeWhile(_ => taken > budget))
            {
                taken -= Bytes(entry);
                entries.Remove(name);
                entry.Loading.Result.Dispose();
            }
        }
    }

    /// <summary>A model in use.</summary>
    internal sealed class Lease(ModelShelf shelf, Entry entry, TransformerModel model) : IDisposable
    {
        public TransformerModel Model => model;

        public void Dispose() => shelf.Return(entry);
    }

    /// <summary>A model that is or will be loaded.</summary>
    internal sealed class Entry
    {
        public Task<TransformerModel> Loading { get; set; } = null!;

        public Action<JobProgress>? Progress { get; set; }

        public int Users { get; set; }

        public long LastUsed { get; set; }
    }

    private sealed class Reported(Action<JobProgress> report) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => report(value);
    }
}
