namespace Headlight.Checkpoints;

/// <summary>
/// One .gguf file of version 2 or 3 (docs/gguf.md of ggml): metadata, and tensors by the names and with the
/// order that the file has. Shapes are written the usual way, slowest axis first.
/// </summary>
internal sealed class GgufFile : IDisposable
{
    public const uint Magic = 0x46554747; // "GGUF"

    private const int MostDimensions = 4;

    private readonly MappedFile file;

    private GgufFile(
        MappedFile file, GgufMetadata metadata, IReadOnlyDictionary<string, StoredTensor> tensors) =>
        (this.file, Metadata, Tensors) = (file, metadata, tensors);

    public string Path => file.Path;

    public GgufMetadata Metadata { get; }

    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    public static GgufFile Open(string path)
    {
        var file = MappedFile.Open(path);
        try
        {
            using var bytes = file.Borrow();
            var cursor = new GgufCursor(bytes.Slice(0, (int)Math.Min(file.Length, int.MaxValue)), path);
            CheckVersion(ref cursor, path);
            var tensorCount = cursor.UInt64("the number of tensors");
            var metadata = ReadMetadata(ref cursor, path);
            var entries = ReadEntries(ref cursor, tensorCount, path);
            var dataStart = AlignUp(cursor.Position, Alignment(metadata));
            var tensors = entries.ToDictionary(
                entry => entry.Name, entry => entry.Locate(file, dataStart, Alignment(metadata)));
            RefuseOverlap(entries, path);
            return new GgufFile(file, metadata, tensors);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => file.Dispose();

    private static void CheckVersion(ref GgufCursor cursor, string path)
    {
        var magic = cursor.UInt32("the signature");
        if (magic != Magic)
        {
            throw new CheckpointException($"`{path}` is no GGUF file: it does not start with `GGUF`.");
        }
        var version = cursor.UInt32("the version");
        if (version is not (2 or 3))
        {
            throw new CheckpointException((version & 0xFFFF) == 0
                ? $"`{path}` is a big-endian GGUF file; only little-endian ones can be read."
                : $"`{path}` is of GGUF version {version}; 2 and 3 can be read. Convert it anew.");
        }
    }

    private static GgufMetadata ReadMetadata(ref GgufCursor cursor, string path)
    {
        var values = new Dictionary<string, object>();
        for (var left = cursor.UInt64("the number of metadata keys"); left > 0; left--)
        {
            var key = UntrustedText.Name(cursor.Text("a metadata key"), "a metadata key", path);
            if (!values.TryAdd(key, cursor.Value($"the value of `{key}`")))
            {
                throw new CheckpointException($"`{path}` has the metadata key `{key}` twice.");
            }
        }
        return new GgufMetadata(path, values);
    }

    private static List<GgufEntry> ReadEntries(ref GgufCursor cursor, ulong count, string path)
    {
        var names = new HashSet<string>();
        var entries = new List<GgufEntry>();
        for (; count > 0; count--)
        {
            var entry = ReadEntry(ref cursor, path);
            if (!names.Add(entry.Name))
            {
                throw new CheckpointException($"`{path}` lists the tensor `{entry.Name}` twice.");
            }
            entries.Add(entry);
        }
        return entries;
    }

    private static GgufEntry ReadEntry(ref GgufCursor cursor, string path)
    {
        var name = UntrustedText.Name(cursor.Text("a tensor's name"), "a tensor's name", path);
        var dimensions = cursor.UInt32($"the number of axes of `{name}`");
        if (dimensions > MostDimensions)
        {
            throw new CheckpointException(
                $"`{path}` gives tensor `{name}` {dimensions} axes; GGUF has at most {MostDimensions}.");
        }
        var shape = new int[dimensions];
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            var size = cursor.UInt64($"an axis of `{name}`");
            shape[axis] = size <= int.MaxValue ? (int)size : throw new CheckpointException(
                $"`{path}` gives tensor `{name}` an axis of {size} elements, more than {int.MaxValue}.");
        }
        var number = cursor.UInt32($"the type of `{name}`");
        var type = TensorType.InGguf.GetValueOrDefault(number) ?? throw new CheckpointException(
            $"`{path}` gives tensor `{name}` the type number {number}, which is not known.");
        return new GgufEntry(name, shape, type, cursor.UInt64($"the offset of `{name}`"));
    }

    private static long Alignment(GgufMetadata metadata)
    {
        var alignment = metadata.Integer("general.alignment") ?? 32;
        return alignment is > 0 and <= 1 << 20 && long.IsPow2(alignment)
            ? alignment
            : throw new CheckpointException(
                $"`general.alignment` in `{metadata.Source}` is {alignment}; a power of two was expected.");
    }

    private static void RefuseOverlap(List<GgufEntry> entries, string path)
    {
        var end = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Offset).ThenBy(entry => entry.Bytes))
        {
            if ((long)entry.Offset < end)
            {
                throw new CheckpointException($"`{path}` is damaged: tensor `{entry.Name}` starts at byte " +
                    $"{entry.Offset} of the data, but the one before it ends at {end}.");
            }
            end = (long)entry.Offset + entry.Bytes;
        }
    }

    private static long AlignUp(long position, long alignment) => (position + alignment - 1) & -alignment;
}
