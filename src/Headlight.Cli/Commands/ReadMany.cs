using System.Diagnostics;
using Headlight.Cli.Input;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>Many texts through one model, each written to a file of its own.</summary>
internal static class ReadMany
{
    public static async Task<int> RunAsync(
        Screen screen, ReadRequest request, string path, string folder, CancellationToken cancellation)
    {
        var rows = await TextRow.ReadAsync(path, cancellation);
        CheckIds(rows);
        if (rows.Count == 0)
        {
            throw new RequestException($"{path} holds no text: a line for each was expected.");
        }
        var selection = request.Selection;
        CreateFolder(folder);
        using var model = TransformerModel.Load(request.Model, request.ModelOptions, null, cancellation);
        var options = selection.Require(request.Options);
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < rows.Count; done++)
        {
            cancellation.ThrowIfCancellationRequested();
            var reading = await ReadAsync(model, rows[done], options, done, cancellation);
            ReadOne.Warn(screen, reading, $"{rows[done].Where}: ");
            var file = Path.Combine(folder, rows[done].Id + ".safetensors");
            await ReadingFile.WriteAsync(reading, file, selection, cancellation);
            await screen.Error.WriteLineAsync(Progress(done + 1, rows.Count, rows[done].Id, watch.Elapsed));
        }
        return 0;
    }

    /// <summary>An id becomes a file's name: no separators, no way out of the folder, none twice.</summary>
    internal static void CheckIds(IReadOnlyList<TextRow> rows)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in rows)
        {
            if (row.Id is "" or "." or ".." || row.Id.AsSpan().IndexOfAny("/\\:\0") >= 0
                || row.Id.Any(char.IsControl))
            {
                throw new RequestException(row.Id.Length == 0
                    ? $"{row.Where} has no \"id\", which names the file that is written."
                    : $"{row.Where} has the id `{row.Id}`, which cannot be a file's name: " +
                        "leave out separators and control characters.");
            }
            if (!seen.TryAdd(row.Id, row.Where))
            {
                throw new RequestException($"{row.Where} has the id `{row.Id}` again, after {seen[row.Id]} " +
                    "(upper and lower case name the same file on some disks).");
            }
        }
    }

    /// <summary>`Reading 3/10 (id), 0:12 left`.</summary>
    internal static string Progress(int done, int total, string id, TimeSpan elapsed)
    {
        var left = elapsed / done * (total - done);
        return $"Reading {done}/{total} ({id}), {(int)left.TotalMinutes}:{left.Seconds:00} left";
    }

    private static async Task<Reading> ReadAsync(
        TransformerModel model, TextRow row, ReadOptions options, int written, CancellationToken cancellation)
    {
        try
        {
            return row.Ids is { } ids
                ? await model.ReadIdsAsync(ids, row.TypeIds, options, null, cancellation)
                : await model.ReadAsync(row.Text!, row.Pair, options, cancellation: cancellation);
        }
        catch (RequestException wrong)
        {
            var before = written == 0 ? "No reading was written." : $"The {written} before it were written.";
            throw new RequestException($"{row.Where}: {wrong.Message} {before}");
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RequestException($"The folder `{folder}` cannot be made: {wrong.Message}");
        }
    }
}
