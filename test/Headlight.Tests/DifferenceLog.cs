namespace Headlight.Tests;

/// <summary>One line per fixture folder with its largest difference, which the build prints.</summary>
internal static class DifferenceLog
{
    public static void Write(string fixture, string line)
    {
        var folder = Path.Combine(Fixtures.Root, "artifacts", "differences");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, fixture.Replace('/', '-') + ".txt"), $"{fixture}: {line}\n");
    }
}
