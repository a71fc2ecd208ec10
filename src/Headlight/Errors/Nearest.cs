namespace Headlight;

/// <summary>Finds the known name closest to one that was not found, for "did you mean" in errors.</summary>
internal static class Nearest
{
    /// <summary>
    /// The candidate with the smallest edit distance, or null where none is closer than half the name.
    /// </summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var best = candidates
            .Where(candidate => candidate.Length <= 4 * name.Length + 8)
            .Select(candidate => (candidate, distance: Distance(name, candidate)))
            .DefaultIfEmpty((candidate: "", distance: int.MaxValue))
            .MinBy(pair => pair.distance);
        return best.distance <= Math.Max(2, Math.Max(name.Length, best.candidate.Length) / 2) ? best.candidate : null;
    }

    /// <summary>" Did you mean `x`?" with a leading space, or nothing.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Find(name, candidates) is { } near ? $" Did you mean `{near}`?" : "";

    // Levenshtein distance over UTF-16 units; two rows suffice.
    private static int Distance(string a, string b)
    {
        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + cost);
            }
            above = row;
        }
        return above[b.Length];
    }
}
