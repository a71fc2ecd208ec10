namespace Headlight.Checkpoints;

/// <summary>The local cache of huggingface_hub, only ever read.</summary>
internal static class HuggingFaceCache
{
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
        return Set("HF_HUB_CACHE") ?? Set("HUGGINGFACE_HUB_CACHE") ?? (hub is null ? null : Path.Combine(hub, "hub"));
    }

    private static string? Revision(string path)
    {
        try
        {
            var revision = File.Exists(path) && new FileInfo(path).Length < 200 ? File.ReadAllText(path).Trim() : "";
            return IsName(revision) ? revision : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsName(string part) =>
        part.Length is > 0 and < 200 && part is not ("." or "..") &&
        part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
