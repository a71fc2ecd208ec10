namespace Headlight.Tokenization.Unicode;

/// <summary>Canonical decomposition (NFD), from the project's own tables.</summary>
internal static class Decomposition
{
    private const int HangulFirst = 0xAC00, HangulCount = 11172;
    private const int LeadFirst = 0x1100, VowelFirst = 0x1161, TrailFirst = 0x11A7, Vowels = 21, Trails = 28;

    private static readonly Lazy<(Dictionary<int, int[]> Forms, Dictionary<int, int> Classes)> Tables = new(() =>
    {
        var table = CharClasses.Load("decompositions.json");
        return (
            table.GetProperty("decompositions").EnumerateObject().ToDictionary(
                item => CharClasses.Points(item.Name)[0], item => CharClasses.Points(item.Value.GetString()!)),
            table.GetProperty("combining_classes").EnumerateObject().ToDictionary(
                item => int.Parse(item.Name), item => item.Value.GetInt32()));
    });

    /// <summary>The full decomposition of one code point, or null where it is the same.</summary>
    public static int[]? Of(int codePoint)
    {
        var syllable = codePoint - HangulFirst;
        if (syllable is >= 0 and < HangulCount)
        {
            var (lead, vowel, trail) = (
                LeadFirst + syllable / (Vowels * Trails), VowelFirst + syllable / Trails % Vowels,
                TrailFirst + syllable % Trails);
            return trail == TrailFirst ? [lead, vowel] : [lead, vowel, trail];
        }
        return codePoint < 0xC0 ? null : Tables.Value.Forms.GetValueOrDefault(codePoint);
    }

    /// <summary>Canonical combining class; marks of different classes are put in this order.</summary>
    public static int Class(int codePoint) => codePoint < 0x300 ? 0
        : Tables.Value.Classes.GetValueOrDefault(codePoint);
}
