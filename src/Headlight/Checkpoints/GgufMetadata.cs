using System.Collections;

namespace Headlight.Checkpoints;

/// <summary>The metadata of a GGUF file by key, with typed access; an absent key gives null.</summary>
internal sealed class GgufMetadata(string source, IReadOnlyDictionary<string, object> values)
{
    public string Source { get; } = source;

    public IEnumerable<string> Keys => values.Keys;

    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>The value in the type it was stored in, or null.</summary>
    public object? Raw(string key) => values.GetValueOrDefault(key);

    public string? Text(string key) => Raw(key) switch
    {
        null => null,
        string text => text,
        var other => throw Unexpected(key, other, "a string"),
    };

    public bool? Flag(string key) => Raw(key) switch
    {
        null => null,
        bool flag => flag,
        var other => throw Unexpected(key, other, "true or false"),
    };

    /// <summary>A whole number of any width.</summary>
    public long? Integer(string key) => Raw(key) is not { } value ? null : Whole(key, value);

    /// <summary>A finite number; a float as its shortest decimal, 1e-5 rather than 9.99999975e-6.</summary>
    public double? Number(string key) => Raw(key) switch
    {
        null => null,
        float value when float.IsFinite(value) => double.Parse(value.ToString("R")),
        double value when double.IsFinite(value) => value,
        var other => Whole(key, other),
    };

    public string[]? Texts(string key) => Raw(key) switch
    {
        null => null,
        string[] texts => texts,
        var other => throw Unexpected(key, other, "an array of strings"),
    };

    /// <summary>An array of whole numbers of any width.</summary>
    public long[]? Integers(string key) => Raw(key) switch
    {
        null => null,
        Array array and not (string[] or object[] or bool[] or float[] or double[]) => Wholes(key, array),
        var other => throw Unexpected(key, other, "an array of whole numbers"),
    };

    /// <summary>An array of floats.</summary>
    public float[]? Numbers(string key) => Raw(key) switch
    {
        null => null,
        float[] numbers => numbers,
        double[] numbers => Array.ConvertAll(numbers, number => (float)number),
        var other => throw Unexpected(key, other, "an array of numbers"),
    };

    /// <summary>A value for people to read.</summary>
    public static string Shown(object? value) => value switch
    {
        null => "absent",
        Array array => $"an array of {array.Length}",
        string text => $"\"{UntrustedText.Shown(text)}\"",
        bool flag => flag ? "true" : "false",
        _ => value.ToString()!,
    };

    private long[] Wholes(string key, IEnumerable array) =>
        [.. array.Cast<object>().Select(each => Whole(key, each))];

    private long Whole(string key, object value) => value switch
    {
        byte number => number,
        sbyte number => number,
        ushort number => number,
        short number => number,
        uint number => number,
        int number => number,
        long number => number,
        ulong number when number <= long.MaxValue => (long)number,
        _ => throw Unexpected(key, value, "a number in range"),
    };

    private CheckpointException Unexpected(string key, object value, string expected) =>
        new($"`{key}` in the metadata of `{Source}` is {Shown(value)}, but {expected} was expected.");
}
