using System.Runtime.InteropServices;
using System.Text.Json;

namespace Headlight.Tests.Attention;

/// <summary>The F32 and F16 tensors of a safetensors file of golden values, as fp32.</summary>
internal sealed class GoldenTensors
{
    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int[] Shape, int Start, int End, bool Half)> _entries = [];

    public GoldenTensors(string path)
    {
        _bytes = File.ReadAllBytes(path);
        var data = 8 + checked((int)BitConverter.ToInt64(_bytes));
        using var header = JsonDocument.Parse(_bytes.AsMemory(8, data - 8));
        foreach (var item in header.RootElement.EnumerateObject())
        {
            var entry = item.Value;
            if (entry.TryGetProperty("dtype", out var type) && type.GetString() is "F32" or "F16")
            {
                var offsets = Integers(entry.GetProperty("data_offsets"));
                var shape = Integers(entry.GetProperty("shape"));
                _entries[item.Name] = (shape, data + offsets[0], data + offsets[1], type.GetString() == "F16");
            }
        }
    }

    private static int[] Integers(JsonElement list) => [.. list.EnumerateArray().Select(x => x.GetInt32())];

    public IEnumerable<string> Names => _entries.Keys;

    public bool Has(string name) => _entries.ContainsKey(name);

    public int[] Shape(string name) => _entries[name].Shape;

    public float[] this[string name]
    {
        get
        {
            var (_, start, end, half) = _entries[name];
            var bytes = _bytes.AsSpan(start..end);
            return half
                ? Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), number => (float)number)
                : MemoryMarshal.Cast<byte, float>(bytes).ToArray();
        }
    }

    /// <summary>A tensor [heads, tokens, size] as [tokens, heads, size].</summary>
    public float[] TokensFirst(string name)
    {
        var (stored, shape) = (this[name], Shape(name));
        var result = new float[stored.Length];
        for (var head = 0; head < shape[0]; head++)
        {
            for (var token = 0; token < shape[1]; token++)
            {
                stored.AsSpan((head * shape[1] + token) * shape[2], shape[2])
                    .CopyTo(result.AsSpan((token * shape[0] + head) * shape[2]));
            }
        }
        return result;
    }
}
