using Headlight.Readings;

namespace Headlight.Web.Shelves;

/// <summary>How much memory a reading keeps.</summary>
internal static class Kept
{
    /// <summary>Bytes of what was recorded, by the sizes of its parts.</summary>
    public static long Bytes(Reading? reading) => reading is null ? 0
        : reading.Layers.Sum(layer => Layer(reading, layer))
            + sizeof(float) * (1L + reading.States.Count) * reading.Model.Width * reading.Tokens.Count
            + sizeof(float) * (long)reading.LastLogits.Length;

    private static long Layer(Reading reading, LayerReading layer)
    {
        long tokens = reading.Tokens.Count, heads = layer.Heads.Count, size = reading.Model.HeadSize;
        return layer.Rule is null
            ? sizeof(float) * heads * tokens * tokens
            : sizeof(float) * tokens * (heads * size + 2 * layer.KeyValueHeads * size + heads);
    }
}
