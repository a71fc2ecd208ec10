namespace Headlight.Bench;

/// <summary>Where this clone lies.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Headlight.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("Headlight.slnx is in no folder above the program.");
    }
}
