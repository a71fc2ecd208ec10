using System.Text.Json;

namespace Headlight.Checkpoints;

/// <summary>What the JSON reader throws for text that is no JSON or has half a surrogate pair.</summary>
internal static class InvalidJson
{
    public static bool Is(Exception error) =>
        error is JsonException or InvalidOperationException and not ObjectDisposedException;

    /// <summary>Says where; the reader's own message may quote the whole file.</summary>
    public static CheckpointException In(string source, Exception error)
    {
        var where = error is JsonException { LineNumber: { } line, BytePositionInLine: { } position }
            ? $"at line {line + 1}, byte {position + 1}"
            : "in a string with characters that are no text";
        return new CheckpointException($"{source} is not valid JSON {where}.", error);
    }
}
