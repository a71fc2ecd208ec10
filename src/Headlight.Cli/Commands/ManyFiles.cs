using Headlight.Cli.Input;

namespace Headlight.Cli.Commands;

/// <summary>Where many readings go; whether files are replaced, and texts that cannot be read skipped.</summary>
internal sealed record ManyFiles(string Folder, bool Overwrite, bool KeepGoing)
{
    private const int Shown = 5;
    private const int LongestName = 240; // most file systems take 255 bytes

    public string PathOf(TextRow row) => Path.Combine(Folder, row.Id + ".safetensors");

    /// <summary>Makes the folder; refuses names that are too long, and files that would be replaced.</summary>
    public void Prepare(IReadOnlyList<TextRow> rows)
    {
        if (rows.FirstOrDefault(row => System.Text.Encoding.UTF8.GetByteCount(row.Id) > LongestName) is { } lengthy)
        {
            throw new RequestException(
                $"{lengthy.Where} has an id of {lengthy.Id.Length} characters, too long for a file's name.");
        }
        CreateFolder();
        var there = rows.Select(PathOf).Where(File.Exists).ToArray();
        if (there.Length > 0 && !Overwrite)
        {
            var more = there.Length > Shown ? $" and {there.Length - Shown} more" : "";
            throw new RequestException(
                $"{string.Join(", ", there.Take(Shown))}{more} would be replaced. Choose another folder, or say " +
                "--overwrite.");
        }
    }

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(Folder);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RequestException($"The folder `{Folder}` cannot be made: {wrong.Message}");
        }
    }
}
