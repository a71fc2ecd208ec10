using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Headlight.Tests.Checkpoints;

/// <summary>Writes .safetensors files by hand, true or lying.</summary>
internal static class SafetensorsBytes
{
    public static byte[] Of(string header, byte[] data, ulong? claimedLength = null)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimedLength ?? (ulong)json.Length);
        json.CopyTo(bytes, 8);
        data.CopyTo(bytes, 8 + json.Length);
        return bytes;
    }

    /// <summary>One F32 matrix for each name.</summary>
    public static byte[] Floats(params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var entries = new List<string>();
        var data = new List<byte>();
        foreach (var (name, shape, values) in tensors)
        {
            var begin = data.Count;
            data.AddRange(MemoryMarshal.AsBytes<float>(values));
            var entry = Entry("F32", $"[{string.Join(',', shape)}]", $"[{begin},{data.Count}]");
            entries.Add($"\"{name}\":{entry}");
        }
        return Of($"{{{string.Join(',', entries)}}}", [.. data]);
    }

    /// <summary>The JSON that describes one tensor.</summary>
    public static string Entry(string dtype, string shape, string offsets) =>
        $$"""{"dtype":"{{dtype}}","shape":{{shape}},"data_offsets":{{offsets}}}""";
}
