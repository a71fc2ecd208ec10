using System.Text.Json;

namespace Headlight.Checkpoints;

/// <summary>A tensor as the header lists it; begin and end count bytes from the end of the header.</summary>
internal readonly record struct SafetensorsEntry(
    string Name, TensorType Type, int[] Shape, long Begin, long End);

/// <summary>
/// The JSON at the start of a safetensors file: {"name": {"dtype", "shape", "data_offsets"}, …,
/// "__metadata__": {string: string}}.
/// </summary>
internal sealed class SafetensorsHeader
{
    private const int MostDimensions = 64;

    private readonly HashSet<string> names = [];

    public List<SafetensorsEntry> Tensors { get; } = [];

    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>JsonException or InvalidOperationException where the bytes are no valid JSON.</summary>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string path)
    {
        var header = new SafetensorsHeader();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
        Expect(ref reader, JsonTokenType.StartObject, "the header", path);
        while (NextKey(ref reader) is { } name)
        {
            if (!header.names.Add(UntrustedText.Name(name, "a tensor's name", path)))
            {
                throw new CheckpointException($"`{path}` lists `{name}` twice in its header.");
            }
            header.Add(ref reader, name, path);
        }
        reader.Read(); // anything but white space after the object throws
        return header;
    }

    private void Add(ref Utf8JsonReader reader, string name, string path)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"`{name}`", path);
        if (name == "__metadata__")
        {
            ReadMetadata(ref reader, path);
        }
        else
        {
            Tensors.Add(ReadTensor(ref reader, name, path));
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader, string path)
    {
        while (NextKey(ref reader) is { } key)
        {
            Expect(ref reader, JsonTokenType.String, $"`{UntrustedText.Shown(key)}` in `__metadata__`", path);
            Metadata[key] = reader.GetString()!;
        }
    }

    private static SafetensorsEntry ReadTensor(ref Utf8JsonReader reader, string name, string path)
    {
        TensorType? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        while (NextKey(ref reader) is { } key)
        {
            reader.Read();
            switch (key)
            {
                case "dtype":
                    type = ReadType(ref reader, name, path);
                    break;
                case "shape":
                    shape = ReadCounts(ref reader, MostDimensions, $"the shape of `{name}`", path);
                    break;
                case "data_offsets":
                    offsets = ReadCounts(ref reader, 2, $"the data_offsets of `{name}`", path);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        if (type is null || shape is null || offsets is not [var begin, var end])
        {
            throw new CheckpointException(
                $"`{path}` lists tensor `{name}` without its dtype, its shape or both its data_offsets.");
        }
        return new SafetensorsEntry(name, type, Sizes(shape, name, path), begin, end);
    }

    private static TensorType ReadType(ref Utf8JsonReader reader, string name, string path)
    {
        var dtype = UntrustedText.Shown(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        return TensorType.InSafetensors.GetValueOrDefault(dtype) ?? throw new CheckpointException(
            $"`{path}` gives tensor `{name}` the dtype `{dtype}`, which safetensors does not define." +
            Nearest.Hint(dtype, TensorType.InSafetensors.Keys));
    }

    private static int[] Sizes(List<long> shape, string name, string path) =>
        shape.Find(size => size > int.MaxValue) is > 0 and var large
            ? throw new CheckpointException($"`{path}` gives tensor `{name}` an axis of {large} elements, " +
                $"more than the {int.MaxValue} that are possible.")
            : [.. shape.Select(size => (int)size)];

    private static List<long> ReadCounts(ref Utf8JsonReader reader, int most, string what, string path)
    {
        var counts = new List<long>();
        var valid = reader.TokenType == JsonTokenType.StartArray;
        while (valid && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            valid = reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) &&
                count >= 0 && counts.Count < most;
            counts.Add(valid ? reader.GetInt64() : 0);
        }
        return valid ? counts : throw new CheckpointException(
            $"`{path}`: {what} should be at most {most} whole numbers of at least 0.");
    }

    private static string? NextKey(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what, string path)
    {
        reader.Read();
        if (reader.TokenType != type)
        {
            throw new CheckpointException(
                $"`{path}`: {what} should be of JSON kind {type}, not {reader.TokenType}.");
        }
    }
}
