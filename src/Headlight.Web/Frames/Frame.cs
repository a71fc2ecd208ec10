using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headlight.Web.Frames;

/// <summary>
/// The form of all that is streamed: length of the header (uint32), header (JSON in UTF-8), length of the payload
/// (uint32), payload; little-endian.
/// </summary>
internal static class Frame
{
    public const string ContentType = "application/octet-stream";

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Of(JsonObject header, ReadOnlySpan<byte> payload = default)
    {
        var start = Start(header, payload.Length);
        byte[] frame = [.. start, .. payload];
        return frame;
    }

    /// <summary>All of a frame but the payload, for payloads that are written piece by piece.</summary>
    public static byte[] Start(JsonObject header, long payload)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(header, Json);
        var start = new byte[4 + json.Length + 4];
        BinaryPrimitives.WriteUInt32LittleEndian(start, (uint)json.Length);
        json.CopyTo(start, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(4 + json.Length), checked((uint)payload));
        return start;
    }

    /// <summary>A number, or null where it is none: JSON has no NaN.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    public static JsonNode? Number(float value) => float.IsFinite(value) ? JsonValue.Create(value) : null;
}
