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
            var sizes = string.Join(',', shape);
            entries.Add($$$"""
                "{{{name}}}":{"dtype":"F32","shape":[{{{sizes}}}],"data_offsets":[{{{begin}}},{{{data.Count}}}]}
                """);
        }
        return Of($"{{{string.Join(',', entries)}}}", [.. data]);
    }
}
