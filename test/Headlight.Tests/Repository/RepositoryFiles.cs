namespace Headlight.Tests.Repository;

/// <summary>The files of this repository, as tests speak of them: paths are relative, with slashes.</summary>
internal static class RepositoryFiles
{
    private static readonly string[] NotOurs = [".git", ".vs", "artifacts", "bin", "obj", "node_modules"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    public static bool Exists(string path) => File.Exists(Path.Combine(Root, path));

    /// <summary>Names of the folders directly under a folder; none where it does not exist.</summary>
    public static string[] Folders(string path)
    {
        var folder = new DirectoryInfo(Path.Combine(Root, path));
        var names = folder.Exists ? folder.GetDirectories().Select(each => each.Name) : [];
        return [.. names.Where(name => !NotOurs.Contains(name)).Order()];
    }

    /// <summary>All files under a folder ("" for the whole repository) whose name matches.</summary>
    public static string[] Under(string path, string pattern) =>
        [.. Walk(new DirectoryInfo(Path.Combine(Root, path)), pattern).Order()];

    private static IEnumerable<string> Walk(DirectoryInfo folder, string pattern) => folder.Exists
        ? folder.GetFiles(pattern).Where(file => !NotOurs.Contains(file.Name))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Concat(folder.GetDirectories().Where(each => !NotOurs.Contains(each.Name))
                .SelectMany(each => Walk(each, pattern)))
        : [];

    private static string FindRoot(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "Headlight.slnx")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException($"No Headlight.slnx above {AppContext.BaseDirectory}.");
        }
        return folder;
    }
}
