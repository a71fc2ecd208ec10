namespace Headlight.Checkpoints;

/// <summary>The local cache of huggingface_hub, only ever read.</summary>
internal static class HuggingFaceCache
{
    private const int LongestName = 200;

    /// <summary>The folder of the latest snapshot of "org/name" that was downloaded, or null.</summary>
    public static string? Find(string id) => Find(id, Environment.GetEnvironmentVariable);

    internal static string? Find(string id, Func<string, string?> variable)
    {
        var parts = id.Split('/');
        if (parts.Length > 2 || !parts.All(IsName) || Root(variable) is not { } root)
        {
            return null;
        }
        var repository = Path.Combine(root, "models--" + string.Join("--", parts));
        var snapshot = Revision(Path.Combine(repository, "refs", "main")) is { } revision
            ? Path.Combine(repository, "snapshots", revision)
            : null;
        return Directory.Exists(snapshot) ? snapshot : null;
    }

    private static string? Root(Func<string, string?> variable)
    {
        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
        var cache = Set("XDG_CACHE_HOME") ?? (Set("HOME") is { } home ? Path.Combine(home, ".cache") : null);
        var hub = Set("HF_HOME") ?? (cache is null ? null : Path.Combine(cache, "huggingface"));
        return Set("HF_HUB_CACHE") ?? Set("HUGGINGFACE_HUB_CACHE") ??
            (hub is null ? null : Path.Combine(hub, "hub"));
    }

    private static string? Revision(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var start = new char[LongestName + 1];
            var revision = new string(start, 0, reader.ReadBlock(start)).Trim();
            return IsName(revision) ? revision : null;
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            return null;
        }
    }

    private static bool IsName(string part) =>
        part.Length is > 0 and <= LongestName && part is not ("." or "..") &&
        part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
