using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Headlight.Checkpoints;

/// <summary>Reads a GGUF header forward, never past the end of the file whatever lengths it claims.</summary>
internal ref struct GgufCursor(ReadOnlySpan<byte> bytes, string path)
{
    private const int DeepestArray = 4;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; }

    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, what));

    public ulong UInt64(string what) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, what));

    public string Text(string what)
    {
        var length = UInt64(what);
        var start = Position;
        try
        {
            return StrictUtf8.GetString(Take(length, what));
        }
        catch (DecoderFallbackException error)
        {
            throw new CheckpointException($"`{path}`: {what} at byte {start} is no valid UTF-8.", error);
        }
    }

    /// <summary>
    /// A value in the .NET type of its width (byte … double, bool, string), an array of such, or object[]
    /// for nested arrays.
    /// </summary>
    public object Value(string what) => Value((GgufValueType)UInt32(what), what);

    private object Value(GgufValueType type, string what) => type switch
    {
        GgufValueType.UInt8 => Take(1, what)[0],
        GgufValueType.Int8 => (sbyte)Take(1, what)[0],
        GgufValueType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(Take(2, what)),
        GgufValueType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(Take(2, what)),
        GgufValueType.UInt32 => UInt32(what),
        GgufValueType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Take(4, what)),
        GgufValueType.UInt64 => UInt64(what),
        GgufValueType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(Take(8, what)),
        GgufValueType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(Take(4, what)),
        GgufValueType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(Take(8, what)),
        GgufValueType.Bool => Take(1, what)[0] != 0,
        GgufValueType.String => Text(what),
        GgufValueType.Array => Array(what, 1),
        _ => throw UnknownType(type, what),
    };

    private Array Array(string what, int depth)
    {
        var type = (GgufValueType)UInt32(what);
        var count = UInt64(what);
        return type switch
        {
            GgufValueType.UInt8 => Numbers<byte>(count, what),
            GgufValueType.Int8 => Numbers<sbyte>(count, what),
            GgufValueType.UInt16 => Numbers<ushort>(count, what),
            GgufValueType.Int16 => Numbers<short>(count, what),
            GgufValueType.UInt32 => Numbers<uint>(count, what),
            GgufValueType.Int32 => Numbers<int>(count, what),
            GgufValueType.UInt64 => Numbers<ulong>(count, what),
            GgufValueType.Int64 => Numbers<long>(count, what),
            GgufValueType.Float32 => Numbers<float>(count, what),
            GgufValueType.Float64 => Numbers<double>(count, what),
            GgufValueType.Bool => System.Array.ConvertAll(Numbers<byte>(count, what), value => value != 0),
            GgufValueType.String => Texts(Counted(count, 8, what), what),
            GgufValueType.Array => Nested(Counted(count, 12, what), what, depth),
            _ => throw UnknownType(type, what),
        };
    }

    private T[] Numbers<T>(ulong count, string what) where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        var taken = Take((ulong)Counted(count, size, what) * (ulong)size, what);
        return MemoryMarshal.Cast<byte, T>(taken).ToArray();
    }

    private string[] Texts(int count, string what)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            texts[i] = Text(what);
        }
        return texts;
    }

    private object[] Nested(int count, string what, int depth)
    {
        if (depth == DeepestArray)
        {
            throw new CheckpointException($"`{path}`: {what} nests arrays more than {DeepestArray} deep.");
        }
        var arrays = new object[count];
        for (var i = 0; i < count; i++)
        {
            arrays[i] = Array(what, depth + 1);
        }
        return arrays;
    }

    // A count is believed only where the file has room for that many elements.
    private readonly int Counted(ulong count, int leastBytes, string what) =>
        count <= (ulong)((bytes.Length - Position) / leastBytes) ? (int)count : throw CutOff(what, count);

    private ReadOnlySpan<byte> Take(ulong count, string what)
    {
        if (count > (ulong)(bytes.Length - Position))
        {
            throw CutOff(what, count);
        }
        var taken = bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private readonly CheckpointException CutOff(string what, ulong count) =>
        new($"`{path}` is cut off or damaged: {what} at byte {Position} claims a length of {count}, but " +
            $"only {bytes.Length - Position} bytes follow. Download it again.");

    private readonly CheckpointException UnknownType(GgufValueType type, string what) =>
        new($"`{path}`: {what} at byte {Position} has the value type {(uint)type}; GGUF defines 0 to 12.");
}
