using System.Text;

namespace Headlight.Checkpoints;

/// <summary>The README.md of a model's folder, whose front matter states the licence.</summary>
internal static class ModelCard
{
    private const int MostBytes = 1 << 16;
    private const string Key = "license:";

    /// <summary>What the front matter says, or null.</summary>
    public static string? License(string folder)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(folder, "README.md"));
            var start = new byte[MostBytes];
            return LicenseIn(Encoding.UTF8.GetString(start, 0, stream.ReadAtLeast(start, MostBytes, false)));
        }
        catch (Exception error) when (Unreadable.Is(error))
        {
            return null;
        }
    }

    private static string? LicenseIn(string card)
    {
        var lines = card.Split('\n').Select(line => line.TrimEnd()).ToArray();
        if (lines[0] != "---")
        {
            return null;
        }
        var line = lines.Skip(1).TakeWhile(line => line != "---")
            .FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal));
        var value = line?[Key.Length..].Trim().Trim('"', '\'');
        return string.IsNullOrEmpty(value) ? null : UntrustedText.Shown(value);
    }
}
