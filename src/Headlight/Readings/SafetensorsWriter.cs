using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headlight.Readings;

/// <summary>Writes safetensors (https://github.com/huggingface/safetensors#format) in one pass.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    public static async Task WriteAsync(
        Reading reading, IReadOnlyList<ReadingTensor> tensors, Stream stream, CancellationToken cancellation)
    {
        var header = Header(reading, tensors);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        await stream.WriteAsync(length, cancellation).ConfigureAwait(false);
        await stream.WriteAsync(header, cancellation).ConfigureAwait(false);
        foreach (var piece in tensors.SelectMany(tensor => tensor.Pieces()))
        {
            cancellation.ThrowIfCancellationRequested();
            Write(stream, piece.Span);
        }
    }

    private static void Write(Stream stream, ReadOnlySpan<float> numbers) =>
        stream.Write(MemoryMarshal.AsBytes(numbers)); // little-endian machines only, as .NET supports no other

    private static byte[] Header(Reading reading, IReadOnlyList<ReadingTensor> tensors)
    {
        var metadata = ReadingMetadata.Of(reading)
            .Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)JsonValue.Create(entry.Value)));
        var header = new JsonObject { ["__metadata__"] = new JsonObject(metadata) };
        var offset = 0L;
        foreach (var tensor in tensors)
        {
            var end = offset + tensor.Count * sizeof(float);
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = "F32",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => JsonValue.Create(size))]),
                ["data_offsets"] = new JsonArray(offset, end),
            };
            offset = end;
        }
        var bytes = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = new byte[(bytes.Length + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        bytes.CopyTo(padded, 0);
        return padded;
    }
}
