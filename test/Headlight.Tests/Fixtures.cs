namespace Headlight.Tests;

/// <summary>Finds the golden values, which lie in test/fixtures or beside the clone.</summary>
internal static class Fixtures
{
    public static readonly string Root = FindRoot();

    /// <summary>
    /// The full path of a file or folder of the fixtures. Where it is missing the test is skipped, or
    /// fails in CI.
    /// </summary>
    public static string PathOf(string relative)
    {
        string[] places =
            [Path.Combine(Root, "test", "fixtures"), Path.Combine(Root, "..", "shared", "fixtures")];
        var found = places.Select(place => Path.GetFullPath(Path.Combine(place, relative)))
            .FirstOrDefault(path => File.Exists(path) || Directory.Exists(path));
        if (found is null)
        {
            var message = $"The fixture {relative} is in neither of {string.Join(" and ", places)}.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
            Assert.Skip(message);
        }
        return found;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Headlight.slnx")))
        {
            folder = folder.Parent
                ?? throw new DirectoryNotFoundException("Headlight.slnx is in no parent folder.");
        }
        return folder.FullName;
    }
}
