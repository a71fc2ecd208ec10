using System.Text.Json.Nodes;
using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>
/// Writes readings, .safetensors for programs, .json for small texts, and opens .safetensors. See
/// docs/reading-format.md.
/// </summary>
public static class ReadingFile
{
    private const long MostNumbersInJson = 50_000_000;

    /// <summary>Bytes that a selection of a reading takes as safetensors, header excluded.</summary>
    public static long Size(Reading reading, TensorSelection selection) =>
        ReadingTensors.Of(reading, selection).Sum(tensor => tensor.Count * sizeof(float));

    /// <summary>
    /// Writes a reading by the ending of the path, in a stream, and puts it in place only when complete:
    /// nothing half-written is left.
    /// </summary>
    /// <exception cref="RequestException">The ending is unknown, or the file cannot be written.</exception>
    public static async Task WriteAsync(
        Reading reading, string path, TensorSelection selection, CancellationToken cancellation = default)
    {
        CheckPath(path);
        var tensors = ReadingTensors.Of(reading, selection);
        var json = Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);
        if (json && tensors.Sum(tensor => tensor.Count) is var count && count > MostNumbersInJson)
        {
            throw new RequestException(
                $"{path} would hold {count} numbers, too many for JSON. Write .safetensors, or choose " +
                $"fewer tensors.");
        }
        // Through a link to what it points at: the link stays.
        var link = new FileInfo(path) is { LinkTarget: not null } found ? found : null;
        var target = link?.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        var temporary = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var stream = File.Create(temporary))
            {
                await (json
                    ? JsonReadingWriter.WriteAsync(reading, tensors, stream, cancellation)
                    : SafetensorsWriter.WriteAsync(reading, tensors, stream, cancellation)).ConfigureAwait(false);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new RequestException(
                $"{path} cannot be written: {failure.Message} Choose another place, or make room.", failure);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>
    /// Opens a .safetensors reading: one that was written here, or one made elsewhere that holds `attn.&lt;layer&gt;`
    /// and, in its metadata, `tokens`.
    /// </summary>
    /// <param name="path">The file; it is not used any more afterwards.</param>
    /// <param name="name">What to call it in sentences, where it has another name for the user.</param>
    /// <exception cref="HeadlightException">What is wrong with it, in a sentence.</exception>
    public static Reading Open(string path, string? name = null)
    {
        try
        {
            return SavedReading.Open(path, name ?? path);
        }
        catch (CheckpointException wrong) when (name is not null)
        {
            throw new RequestException(wrong.Message.Replace(path, name, StringComparison.Ordinal), wrong);
        }
    }

    /// <summary>A rule as files and pages have it: one entry of `rules`.</summary>
    public static JsonObject RuleAsJson(AttentionRule rule) => ReadingMetadata.Rule(rule);

    private static void CheckPath(string path)
    {
        var ending = Path.GetExtension(path);
        if (!ending.Equals(".safetensors", StringComparison.OrdinalIgnoreCase)
            && !ending.Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            throw new RequestException(
                $"{path} ends with `{ending}`, which is no form of a reading. Use .safetensors or .json.");
        }
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new RequestException($"{path} cannot be written: the folder {folder} does not exist. " +
                $"Make it first.");
        }
        if (Directory.Exists(path))
        {
            throw new RequestException($"{path} is a folder; name a file in it.");
        }
    }
}
