namespace Headlight.Web.Shelves;

/// <summary>
/// Readings by their id, in the making and made; the least recently used go where they take too much memory.
/// </summary>
internal sealed class ReadingShelf(long budget)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ReadingJob> jobs = [];
    private long clock;

    /// <summary>
    /// The job of an id, joined; where there is none, a new one, which the work is then begun for. Who joins must
    /// leave.
    /// </summary>
    public ReadingJob Join(string id, Action<ReadingJob> begin)
    {
        ReadingJob job;
        lock (gate)
        {
            if (Find(id) is { } found && found.TryJoin())
            {
                return found;
            }
            job = new ReadingJob(id) { LastUsed = ++clock };
            job.TryJoin();
            jobs[id] = job;
        }
        begin(job);
        return job;
    }

    /// <summary>The job of an id that the server still holds, joined; or null.</summary>
    public ReadingJob? Join(string id)
    {
        lock (gate)
        {
            return Find(id) is { } found && found.TryJoin() ? found : null;
        }
    }

    /// <summary>The reading of a text with the longest beginning in common, of those the server still holds.</summary>
    public Readings.Reading? Nearest(Readings.ModelInfo model, string text)
    {
        lock (gate)
        {
            return jobs.Values.Select(job => job.Reading).OfType<Readings.Reading>()
                .Where(reading => ReferenceEquals(reading.Model, model) && reading.Edits.Count == 0)
                .MaxBy(reading => reading.Text.AsSpan().CommonPrefixLength(text));
        }
    }

    /// <summary>Drops what failed, and what there is no more room for.</summary>
    public void Settle(ReadingJob job)
    {
        lock (gate)
        {
            if (job.Failed && jobs.GetValueOrDefault(job.Id) == job)
            {
                jobs.Remove(job.Id);
            }
            var made = jobs.Values.Where(each => each.Reading is not null).OrderBy(each => each.LastUsed).ToList();
            var taken = made.Sum(each => each.Bytes);
            foreach (var oldest in made.SkipLast(1).TakeWhile(_ => taken > budget))
            {
                taken -= oldest.Bytes;
                jobs.Remove(oldest.Id);
            }
        }
    }

    /// <summary>Gives up all that is being read.</summary>
    public void Stop()
    {
        ReadingJob[] all;
        lock (gate)
        {
            all = [.. jobs.Values];
        }
        Array.ForEach(all, job => job.Stop());
    }

    private ReadingJob? Find(string id)
    {
        if (jobs.GetValueOrDefault(id) is { } job)
        {
            job.LastUsed = ++clock;
            return job;
        }
        return null;
    }
}
