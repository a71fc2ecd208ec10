namespace Headlight.Readings;

/// <summary>Writes readings: .safetensors for programs, .json for small texts.</summary>
public static class ReadingFile
{
    /// <summary>Bytes that a selection of a reading takes as safetensors, header excluded.</summary>
    public static long Size(Reading reading, TensorSelection selection) => throw new NotImplementedException();

    /// <summary>
    /// Writes a reading by the ending of the path, in a stream, and puts it in place only when complete:
    /// nothing half-written is left.
    /// </summary>
    public static Task WriteAsync(
        Reading reading, string path, TensorSelection selection, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}
