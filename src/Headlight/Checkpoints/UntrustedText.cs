namespace Headlight.Checkpoints;

/// <summary>Strings from files that anyone may have written.</summary>
internal static class UntrustedText
{
    private const int LongestName = 1024;
    private const int LongestShown = 80;

    /// <summary>A name that can be compared and shown: not overlong, without control characters.</summary>
    public static string Name(string name, string what, string path) =>
        name.Length <= LongestName && !name.Any(char.IsControl) ? name : throw new CheckpointException(
            $"`{path}`: {what} should have at most {LongestName} characters and none of control, but is " +
            $"`{Shown(name)}`.");

    /// <summary>The text in one short line.</summary>
    public static string Shown(string text)
    {
        var start = text.Take(LongestShown);
        var line = string.Concat(start.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length <= LongestShown ? line : line + "…";
    }
}
