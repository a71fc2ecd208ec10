namespace Headlight.Checkpoints;

/// <summary>The README.md of a model's folder, whose front matter states the licence.</summary>
internal static class ModelCard
{
    private const int MostLines = 500;
    private const string Key = "license:";

    public static string? License(string folder)
    {
        try
        {
            var path = Path.Combine(folder, "README.md");
            if (!File.Exists(path) || new FileInfo(path).Length > 1 << 20)
            {
                return null;
            }
            var lines = File.ReadLines(path).Take(MostLines).ToArray();
            var license = lines.FirstOrDefault()?.Trim() != "---" ? null : lines.Skip(1)
                .TakeWhile(line => line.Trim() != "---")
                .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
            return license?[Key.Length..].Trim().Trim('"', '\'') is { Length: > 0 } name ? name : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
