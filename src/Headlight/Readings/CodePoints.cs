namespace Headlight.Readings;

/// <summary>UTF-16 positions, which C# and the page use, as code points, which files use.</summary>
public static class CodePoints
{
    /// <summary>The number of code points before a UTF-16 position of a text.</summary>
    public static int Before(string text, int utf16)
    {
        var low = 0;
        foreach (var unit in text.AsSpan(0, utf16))
        {
            low += char.IsLowSurrogate(unit) ? 1 : 0;
        }
        return utf16 - low;
    }
}
