using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Headlight.Hosts.Tests.Web;

/// <summary>A frame as a page gets it.</summary>
internal sealed record ReceivedFrame(JsonElement Header, byte[] Payload)
{
    public string Name => Header.GetProperty("frame").GetString()!;

    public float[] Floats => MemoryMarshal.Cast<byte, float>(Payload).ToArray();

    public int Int(string name) => Header.GetProperty(name).GetInt32();

    public string Text(string name) => Header.GetProperty(name).GetString()!;
}

/// <summary>Takes a stream of frames apart, independently of how the server makes it.</summary>
internal static class FrameReader
{
    public static async Task<List<ReceivedFrame>> AllAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var frames = new List<ReceivedFrame>();
        while (await NextAsync(body) is { } frame)
        {
            frames.Add(frame);
        }
        return frames;
    }

    public static async Task<ReceivedFrame?> NextAsync(Stream body)
    {
        var length = new byte[4];
        if (await body.ReadAtLeastAsync(length, 4, throwOnEndOfStream: false) is var count && count < 4)
        {
            Assert.Equal(0, count);
            return null;
        }
        var header = await BytesAsync(body, length);
        await body.ReadExactlyAsync(length);
        var payload = await BytesAsync(body, length);
        return new ReceivedFrame(JsonDocument.Parse(header).RootElement, payload);
    }

    private static async Task<byte[]> BytesAsync(Stream body, byte[] length)
    {
        var bytes = new byte[BinaryPrimitives.ReadUInt32LittleEndian(length)];
        await body.ReadExactlyAsync(bytes);
        return bytes;
    }
}
