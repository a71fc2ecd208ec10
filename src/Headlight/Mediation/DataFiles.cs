namespace Headlight.Mediation;

/// <summary>Files of a published study, from the library itself or from a folder.</summary>
internal static class DataFiles
{
    /// <summary>Lines of a bundled file, empty ones left out.</summary>
    public static string[] Bundled(string name)
    {
        using var stream = typeof(DataFiles).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return Lines(reader.ReadToEnd());
    }

    /// <summary>Lines of a file in a folder.</summary>
    /// <exception cref="RequestException">It is not there.</exception>
    public static Func<string, string[]> In(string folder) => name => File.Exists(Path.Combine(folder, name))
        ? Lines(File.ReadAllText(Path.Combine(folder, name)))
        : throw new RequestException($"{folder} has no {name}, which belongs to the data set: copy it there.");

    private static string[] Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
