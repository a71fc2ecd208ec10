using System.Text;
using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

/// <summary>Writes .gguf files by hand, true or lying.</summary>
internal sealed class GgufBytes
{
    private readonly List<(string Name, byte[] Bytes)> keys = [];
    private readonly List<byte> entries = [];
    private readonly List<byte> data = [];

    public uint Magic { get; set; } = 0x46554747;

    public uint Version { get; set; } = 3;

    public ulong? TensorCount { get; set; }

    public ulong? KeyCount { get; set; }

    public int Alignment { get; set; } = 32;

    private ulong Tensors { get; set; }

    /// <summary>A key with a value, or with any type and bytes.</summary>
    public GgufBytes Key(string key, string value) => Key(key, GgufValueType.String, Text(value));

    public GgufBytes Key(string key, uint value) =>
        Key(key, GgufValueType.UInt32, BitConverter.GetBytes(value));

    public GgufBytes Key(string key, float value) =>
        Key(key, GgufValueType.Float32, BitConverter.GetBytes(value));

    public GgufBytes Key(string key, bool value) =>
        Key(key, GgufValueType.Bool, BitConverter.GetBytes(value));

    public GgufBytes Key(string key, GgufValueType type, params byte[][] parts)
    {
        byte[][] all = [Text(key), BitConverter.GetBytes((uint)type), .. parts];
        keys.Add((key, [.. all.SelectMany(part => part)]));
        return this;
    }

    public GgufBytes Without(string key)
    {
        keys.RemoveAll(each => each.Name == key);
        return this;
    }

    /// <summary>A tensor; its axes as the file lists them, fastest first.</summary>
    public GgufBytes Tensor(string name, ulong[] axes, uint type, byte[] bytes, ulong? offset = null)
    {
        entries.AddRange(Text(name));
        entries.AddRange(BitConverter.GetBytes((uint)axes.Length));
        System.Array.ForEach(axes, axis => entries.AddRange(BitConverter.GetBytes(axis)));
        entries.AddRange(BitConverter.GetBytes(type));
        entries.AddRange(BitConverter.GetBytes(offset ?? (ulong)data.Count));
        data.AddRange(bytes);
        Pad(data);
        Tensors++;
        return this;
    }

    public byte[] ToArray()
    {
        var file = new List<byte>();
        file.AddRange(BitConverter.GetBytes(Magic));
        file.AddRange(BitConverter.GetBytes(Version));
        file.AddRange(BitConverter.GetBytes(TensorCount ?? Tensors));
        file.AddRange(BitConverter.GetBytes(KeyCount ?? (ulong)keys.Count));
        file.AddRange(keys.SelectMany(key => key.Bytes));
        file.AddRange(entries);
        Pad(file);
        file.AddRange(data);
        return [.. file];
    }

    public static byte[] Text(string text) =>
        [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Array(GgufValueType type, ulong count, params byte[][] items) =>
    [
        .. BitConverter.GetBytes((uint)type),
        .. BitConverter.GetBytes(count),
        .. items.SelectMany(item => item),
    ];

    private void Pad(List<byte> bytes)
    {
        while (bytes.Count % Alignment != 0)
        {
            bytes.Add(0);
        }
    }
}
