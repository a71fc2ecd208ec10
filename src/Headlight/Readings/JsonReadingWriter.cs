using System.Text.Encodings.Web;
using System.Text.Json;

namespace Headlight.Readings;

/// <summary>The same content as JSON: {"metadata": {…}, "tensors": {name: nested lists}}; NaN is null.</summary>
internal static class JsonReadingWriter
{
    private const int FlushBytes = 1 << 20;

    public static async Task WriteAsync(
        Reading reading, IReadOnlyList<ReadingTensor> tensors, Stream stream, CancellationToken cancellation)
    {
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        await using var writer = new Utf8JsonWriter(stream, options);
        writer.WriteStartObject();
        writer.WriteStartObject("metadata");
        foreach (var (key, node) in ReadingMetadata.Nodes(reading))
        {
            writer.WritePropertyName(key);
            node.WriteTo(writer);
        }
        writer.WriteEndObject();
        writer.WriteStartObject("tensors");
        foreach (var tensor in tensors)
        {
            cancellation.ThrowIfCancellationRequested();
            writer.WritePropertyName(tensor.Name);
            Write(writer, tensor);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
        await writer.FlushAsync(cancellation).ConfigureAwait(false);
    }

    // Lists are opened and closed by counting numbers: before one that begins a row, and after one that ends it.
    private static void Write(Utf8JsonWriter writer, ReadingTensor tensor)
    {
        var sizes = new long[tensor.Shape.Length];
        for (var (axis, size) = (sizes.Length - 1, 1L); axis >= 0; axis--)
        {
            sizes[axis] = size *= tensor.Shape[axis];
        }
        var count = 0L;
        foreach (var piece in tensor.Pieces())
        {
            foreach (var number in piece.ToArray())
            {
                foreach (var size in sizes.Where(size => count % size == 0))
                {
                    writer.WriteStartArray();
                }
                Write(writer, number);
                count++;
                foreach (var size in sizes.Where(size => count % size == 0))
                {
                    writer.WriteEndArray();
                }
            }
            if (writer.BytesPending > FlushBytes)
            {
                writer.Flush();
            }
        }
    }

    private static void Write(Utf8JsonWriter writer, float number)
    {
        if (float.IsFinite(number))
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
