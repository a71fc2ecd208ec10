using System.Buffers.Binary;

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
            entry => entry.Name,
            entry => new StoredTensor(entry.Name, entry.Shape, entry.Type, file, dataStart + entry.Begin));
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
            if (InvalidJson.Is(error))
            {
                throw InvalidJson.In($"The header of `{path}`", error);
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
            throw new CheckpointException($"`{file.Path}` is no safetensors file or is cut off: it " +
                $"announces a header of {claimed} bytes, but has {file.Length} in all. Download it again.");
        }
        return (int)claimed;
    }
}
