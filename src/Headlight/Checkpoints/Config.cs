using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Headlight.Checkpoints;

/// <summary>
/// Options by Hugging Face key, read from one JSON object. A key whose value is null counts as absent. Where
/// several keys are given, the first that is there is read.
/// </summary>
internal sealed class Config
{
    /// <summary>No size, count or position in a model is larger.</summary>
    public const int LargestSize = 1 << 24;

    private const int MostCandidates = 1000;
    private const int MostShown = 400;
    private const int LargestFile = 64 << 20;

    private readonly Dictionary<string, JsonElement> values = [];

    private Config(JsonElement json, string source)
    {
        Source = source;
        foreach (var property in json.EnumerateObject())
        {
            values[property.Name] = property.Value; // the last of several wins, as in Python
        }
    }

    /// <summary>Where the options come from, for messages: a file, or a section of it.</summary>
    public string Source { get; }

    public IReadOnlyCollection<string> Keys => values.Keys;

    public static Config Open(string path)
    {
        using var file = MappedFile.Open(path);
        using var bytes = file.Borrow();
        return file.Length <= LargestFile
            ? Parse(bytes.Slice(0, (int)file.Length), path)
            : throw new CheckpointException(
                $"`{path}` has {file.Length} bytes; a JSON file of at most {LargestFile} was expected.");
    }

    public static Config Parse(ReadOnlySpan<byte> utf8, string source)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (!Utf8.IsValid(utf8))
        {
            throw new CheckpointException($"`{source}` is no valid UTF-8, so it is no JSON.");
        }
        try
        {
            var json = JsonElement.Parse(utf8.StartsWith(byteOrderMark) ? utf8[3..] : utf8);
            return json.ValueKind == JsonValueKind.Object
                ? new Config(json, source)
                : throw new CheckpointException($"`{source}` should be a JSON object, not {json.ValueKind}.");
        }
        catch (Exception error) when (InvalidJson.Is(error))
        {
            throw InvalidJson.In($"`{source}`", error);
        }
    }

    public bool Has(string key) => Find([key]) is not null;

    /// <summary>The value as JSON text, shortened where long, or "absent".</summary>
    public string Raw(string key) => Find([key]) is { } found ? Shown(found.Value) : "absent";

    /// <summary>The nested object, or null where the key is absent.</summary>
    public Config? Section(string key) => Find([key]) switch
    {
        null => null,
        { Value.ValueKind: JsonValueKind.Object } found => Nested(found),
        { } found => throw Unexpected(found, "an object"),
    };

    public string Text(string key, string? fallback = null) => Text([key], fallback);

    public string Text(ReadOnlySpan<string> keys, string? fallback = null) =>
        Find(keys) is not { } found ? fallback ?? throw Absent(keys) : AsText(found);

    /// <summary>
    /// A whole number. By default it must be a size: at least 1 and at most <see cref="LargestSize"/>; the
    /// fallback is returned as it is.
    /// </summary>
    public int Integer(string key, int? fallback = null, int minimum = 1, int maximum = LargestSize) =>
        Integer([key], fallback, minimum, maximum);

    public int Integer(
        ReadOnlySpan<string> keys, int? fallback = null, int minimum = 1, int maximum = LargestSize) =>
        Find(keys) is not { } found ? fallback ?? throw Absent(keys) : AsInteger(found, minimum, maximum);

    /// <summary>A finite number.</summary>
    public double Number(string key, double? fallback = null) => Number([key], fallback);

    public double Number(ReadOnlySpan<string> keys, double? fallback = null) =>
        Find(keys) is not { } found ? fallback ?? throw Absent(keys) : AsNumber(found);

    public bool Flag(string key, bool? fallback = null) => Flag([key], fallback);

    public bool Flag(ReadOnlySpan<string> keys, bool? fallback = null) => Find(keys) switch
    {
        null => fallback ?? throw Absent(keys),
        { Value.ValueKind: JsonValueKind.True } => true,
        { Value.ValueKind: JsonValueKind.False } => false,
        { } found => throw Unexpected(found, "true or false"),
    };

    /// <summary>A list of whole numbers; a single one is a list of one, an absent key an empty one.</summary>
    public int[] Integers(string key, int minimum = 0, int maximum = LargestSize) =>
        [.. Items(key).Select(item => AsInteger(item, minimum, maximum))];

    /// <summary>A list of numbers; a single one is a list of one, an absent key an empty one.</summary>
    public double[] Numbers(string key) => [.. Items(key).Select(AsNumber)];

    /// <summary>A list of strings; a single one is a list of one, an absent key an empty one.</summary>
    public string[] Texts(string key) => [.. Items(key).Select(AsText)];

    private IEnumerable<Found> Items(string key) => Find([key]) switch
    {
        null => [],
        { Value.ValueKind: JsonValueKind.Array } found => found.Value.EnumerateArray().Select(
            (item, index) => new Found($"{key}[{index}]", item)),
        { } found => [found],
    };

    private Found? Find(ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (values.TryGetValue(key, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return new Found(key, value);
            }
        }
        return null;
    }

    private Config Nested(Found found)
    {
        try
        {
            return new Config(found.Value, $"{Source}: {found.Key}");
        }
        catch (InvalidOperationException)
        {
            throw Unexpected(found, "an object with keys of valid characters");
        }
    }

    private string AsText(Found found)
    {
        try
        {
            return found.Value.ValueKind == JsonValueKind.String
                ? found.Value.GetString()!
                : throw Unexpected(found, "a string");
        }
        catch (InvalidOperationException) // half a surrogate pair, or bytes that are no UTF-8
        {
            throw Unexpected(found, "a string of valid characters");
        }
    }

    private int AsInteger(Found found, int minimum, int maximum)
    {
        var number = found.Value.ValueKind == JsonValueKind.Number ? found.Value.GetDouble() : double.NaN;
        return number >= minimum && number <= maximum && number == Math.Truncate(number)
            ? (int)number
            : throw Unexpected(found, $"a whole number from {minimum} to {maximum}");
    }

    private double AsNumber(Found found) =>
        found.Value.ValueKind == JsonValueKind.Number && double.IsFinite(found.Value.GetDouble())
            ? found.Value.GetDouble()
            : throw Unexpected(found, "a number");

    private CheckpointException Unexpected(Found found, string expected) =>
        new($"`{found.Key}` in `{Source}` is {Shown(found.Value)}, but {expected} was expected.");

    private CheckpointException Absent(ReadOnlySpan<string> keys) =>
        new($"`{Source}` has no `{string.Join("` or `", keys.ToArray())}`." +
            Nearest.Hint(keys[0], Keys.Take(MostCandidates)));

    private static string Shown(JsonElement value)
    {
        var utf8 = JsonMarshal.GetRawUtf8Value(value);
        return UntrustedText.Shown(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, MostShown)]));
    }

    private readonly record struct Found(string Key, JsonElement Value);
}
