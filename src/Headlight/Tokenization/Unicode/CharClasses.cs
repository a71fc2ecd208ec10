using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Headlight.Tokenization.Unicode;

/// <summary>
/// Character classes and case as the tokenizers library has them, from the project's own tables: they are of
/// another age than this machine's.
/// </summary>
internal static class CharClasses
{
    private static readonly Lazy<JsonElement> Table = new(() => Load("classes.json"));
    private static readonly ConcurrentDictionary<string, CharSet> Sets = new();
    private static readonly Lazy<Dictionary<int, int[]>> Lower = new(() => Table.Value.GetProperty("lowercase")
        .EnumerateObject().ToDictionary(item => Points(item.Name)[0], item => Points(item.Value.GetString()!)));

    /// <summary>
    /// A class by its name in the table, such as `regex \p{L}` or `Digits digit`; null: no such class.
    /// </summary>
    public static CharSet? Find(string name)
    {
        if (Sets.TryGetValue(name, out var known))
        {
            return known;
        }
        if (!Table.Value.GetProperty("ranges").TryGetProperty(name, out var ranges))
        {
            return null;
        }
        var set = new CharSet();
        foreach (var range in ranges.EnumerateArray())
        {
            set.Add(range[0].GetInt32(), range[1].GetInt32());
        }
        return Sets.GetOrAdd(name, set);
    }

    public static CharSet Named(string name) =>
        Find(name) ?? throw new InvalidOperationException($"classes.json has no class `{name}`.");

    /// <summary>The lower-case form of one code point, or null where it is the same.</summary>
    public static int[]? LowerOf(int codePoint) => Lower.Value.GetValueOrDefault(codePoint);

    /// <summary>Code points that have the same lower-case form as this one.</summary>
    public static IEnumerable<int> SameLetter(int codePoint)
    {
        var lower = LowerOf(codePoint) is [var single] ? single : codePoint;
        var longS = lower == 's' ? [0x17F] : Array.Empty<int>();
        return Lower.Value.Where(pair => pair.Value is [var only] && only == lower).Select(pair => pair.Key)
            .Append(lower).Concat(longS);
    }

    public static JsonElement Load(string name)
    {
        using var stream = typeof(CharClasses).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static int[] Points(string text) => [.. text.EnumerateRunes().Select((Rune rune) => rune.Value)];
}
