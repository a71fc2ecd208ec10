namespace Headlight.Checkpoints;

/// <summary>How much memory there is to load weights into.</summary>
internal static class MemoryBudget
{
    /// <summary>
    /// Bytes that can still be taken: the smaller of what a container allows and what Linux calls available.
    /// </summary>
    public static long Available() => Math.Min(
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, FromMemInfo(ReadMemInfo()) ?? long.MaxValue);

    internal static long? FromMemInfo(IEnumerable<string> lines)
    {
        var line = lines.FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal));
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kibibytes, "kB"] &&
            long.TryParse(kibibytes, out var count) ? count * 1024 : null;
    }

    private static string[] ReadMemInfo()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllLines("/proc/meminfo") : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
