using System.Buffers.Binary;
using System.Text.Json;

namespace Headlight.Checkpoints;

/// <summary>One .safetensors file: its tensors and the strings of its __metadata__.</summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const int LongestHeader = 100_000_000; // as in the format's own reader

    private readonly MappedFile file;

    private SafetensorsFile(MappedFile file, SafetensorsHeader header, long dataStart)
    {
        this.file = file;
        Metadata = header.Metadata;
        Tensors = header.Tensors.ToDictionary(
            tensor => tensor.Name,
            tensor => new StoredTensor(tensor.Name, tensor.Shape, tensor.Type, file, dataStart + tensor.Begin));
    }

    public string Path => file.Path;

    public IReadOnlyDictionary<string, string> Metadata { get; }

    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    public static SafetensorsFile Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            using var bytes = file.Borrow();
            var length = HeaderLength(bytes, file);
            var header = SafetensorsHeader.Parse(bytes.Slice(8, length), path);
            SafetensorsLayout.Check(header.Tensors, file.Length - 8 - length, path);
            return new SafetensorsFile(file, header, 8 + length);
        }
        catch (Exception error)
        {
            file.Dispose();
            if (error is JsonException or InvalidOperationException)
            {
                throw new CheckpointException(
                    $"`{path}` has a header that is not valid JSON: {error.Message}", error);
            }
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    private static int HeaderLength(MappedFile.Lease bytes, MappedFile file)
    {
        var claimed = file.Length < 8 ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(0, 8));
        if (claimed is < 2 or > LongestHeader || (long)claimed > file.Length - 8)
        {
            throw new CheckpointException($"`{file.Path}` is no safetensors file or is cut off: its first 8 bytes " +
                $"announce a header of {claimed} bytes, but the file has {file.Length}. Download it again.");
        }
        return (int)claimed;
    }
}
