using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Headlight.Readings;
using Microsoft.AspNetCore.Http;

namespace Headlight.Web.Frames;

/// <summary>The frames with float32 payloads, written head by head.</summary>
internal static class DetailFrames
{
    /// <summary>`layer-detail`: q, k and norms, and the pattern where no rule derives it.</summary>
    public static async Task WriteLayerAsync(
        HttpResponse response, Reading reading, LayerReading layer, CancellationToken cancellation)
    {
        var tokens = reading.Tokens.Count;
        var parts = Parts(reading, layer);
        var size = layer.Heads[0].Q?.Columns ?? 0;
        var header = new JsonObject
        {
            ["frame"] = "layer-detail",
            ["layer"] = layer.Index,
            ["heads"] = layer.Heads.Count,
            ["keyValueHeads"] = layer.KeyValueHeads,
            ["headSize"] = size,
            ["tokens"] = tokens,
            ["parts"] = new JsonArray([.. parts.Select(part => JsonValue.Create(part.Name))]),
        };
        var length = parts.Sum(part => part.Heads * (long)part.PerHead) * sizeof(float);
        await response.Body.WriteAsync(Frame.Start(header, length), cancellation);
        foreach (var part in parts)
        {
            for (var head = 0; head < part.Heads; head++)
            {
                await response.Body.WriteAsync(Bytes(part.Of(head)), cancellation);
            }
        }
    }

    /// <summary>`rows`: the weights from one query in every head.</summary>
    public static async Task WriteRowsAsync(
        HttpResponse response, Reading reading, int query, CancellationToken cancellation)
    {
        var (tokens, heads) = (reading.Tokens.Count, reading.Layers[0].Heads.Count);
        var rows = new float[reading.Layers.Count * heads * tokens];
        Parallel.For(0, reading.Layers.Count * heads, index =>
        {
            var head = reading.Layers[index / heads].Heads[index % heads];
            head.PatternRows(query, 1).CopyTo(rows.AsSpan(index * tokens));
        });
        var header = new JsonObject
        {
            ["frame"] = "rows",
            ["query"] = query,
            ["layers"] = reading.Layers.Count,
            ["heads"] = heads,
            ["tokens"] = tokens,
        };
        await response.Body.WriteAsync(Frame.Start(header, (long)rows.Length * sizeof(float)), cancellation);
        await response.Body.WriteAsync(Bytes(rows), cancellation);
    }

    private static List<Part> Parts(Reading reading, LayerReading layer)
    {
        var (heads, tokens) = (layer.Heads, reading.Tokens.Count);
        var group = heads.Count / layer.KeyValueHeads;
        var parts = new List<Part>();
        if (heads[0].Q is { } q && heads[0].K is { } k)
        {
            parts.Add(new Part("q", heads.Count, q.Values.Length, head => heads[head].Q!.Values.ToArray()));
            parts.Add(new Part(
                "k", layer.KeyValueHeads, k.Values.Length, head => heads[head * group].K!.Values.ToArray()));
        }
        if (heads[0].ValueNorms.Length > 0)
        {
            parts.Add(new Part("norms", heads.Count, tokens, head => heads[head].ValueNorms.ToArray()));
        }
        if (Changed.Rule(reading, layer) is null)
        {
            parts.Add(new Part("pattern", heads.Count, tokens * tokens, head => heads[head].PatternRows(0, tokens)));
        }
        return parts;
    }

    // Little-endian machines only, as .NET supports no other.
    private static byte[] Bytes(float[] numbers) => MemoryMarshal.AsBytes<float>(numbers).ToArray();

    private sealed record Part(string Name, int Heads, int PerHead, Func<int, float[]> Of);
}
