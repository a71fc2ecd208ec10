using System.Diagnostics;
using Headlight.Cli.Input;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>Many texts through one model, each written to a file of its own.</summary>
internal static class ReadMany
{
    public static async Task<int> RunAsync(
        Screen screen, ReadRequest request, string path, ManyFiles files, CancellationToken cancellation)
    {
        var rows = await TextRow.ReadAsync(path, cancellation);
        CheckIds(rows);
        if (rows.Count == 0)
        {
            throw new RequestException($"{path} holds no text: a line for each was expected.");
        }
        var selection = request.Selection;
        files.Prepare(rows);
        using var model = TransformerModel.Load(request.Model, request.ModelOptions, null, cancellation);
        var options = selection.Require(request.Options);
        var wrong = Wrong(model, rows, request.Options);
        if (wrong.Count > 0 && !files.KeepGoing)
        {
            throw new RequestException(
                $"{string.Join("\n", wrong.Values)}\nNo reading was written; --keep-going reads the others.");
        }
        foreach (var sentence in wrong.Values)
        {
            await screen.Error.WriteLineAsync(sentence);
        }
        await WriteAsync(screen, model, [.. rows.Where(row => !wrong.ContainsKey(row))], options, selection, files,
            cancellation);
        return wrong.Count == 0 ? 0 : CommandLine.Refused;
    }

    private static async Task WriteAsync(
        Screen screen, TransformerModel model, IReadOnlyList<TextRow> rows, ReadOptions options,
        TensorSelection selection, ManyFiles files, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        for (var done = 0; done < rows.Count; done++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = rows[done];
            var reading = await (row.Ids is { } ids
                ? model.ReadIdsAsync(ids, row.TypeIds, options, null, cancellation)
                : model.ReadAsync(row.Text!, row.Pair, options, cancellation: cancellation));
            ReadOne.Warn(screen, reading, $"{row.Where}: ");
            await ReadingFile.WriteAsync(reading, files.PathOf(row), selection, cancellation);
            var size = OutputFiles.Bytes(ReadingFile.Size(reading, selection));
            await screen.Error.WriteLineAsync($"{Progress(done + 1, rows.Count, row.Id, watch.Elapsed)}, {size}");
        }
    }

    /// <summary>What cannot be read, found before the first is: a sentence for each.</summary>
    private static Dictionary<TextRow, string> Wrong(
        TransformerModel model, IReadOnlyList<TextRow> rows, ReadOptions options)
    {
        var wrong = new Dictionary<TextRow, string>(ReferenceEqualityComparer.Instance);
        foreach (var row in rows)
        {
            try
            {
                _ = row.Ids is not { } ids ? model.Check(row.Text!, row.Pair, options)
                    : options.StartToken ? throw new RequestException("ids are fed as they are; leave --bos away.")
                    : model.CheckIds(ids, row.TypeIds);
            }
            catch (RequestException refusal)
            {
                wrong.Add(row, $"{row.Where}: {refusal.Message}");
            }
        }
        return wrong;
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
}
