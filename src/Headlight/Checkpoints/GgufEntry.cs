namespace Headlight.Checkpoints;

/// <summary>A tensor as a GGUF header lists it; the offset counts from the start of the data.</summary>
internal sealed record GgufEntry(string Name, int[] Shape, TensorType Type, ulong Offset)
{
    /// <summary>How many bytes it takes, or -1 where its shape cannot be stored.</summary>
    public long Bytes { get; } = TensorSize.Bytes(Shape, Type) ?? -1;

    /// <summary>The tensor in the file, once its bytes are known to lie there.</summary>
    public StoredTensor Locate(MappedFile file, long dataStart, long alignment)
    {
        var rowLength = Shape.Length == 0 ? 1 : Shape[^1];
        if (Bytes < 0 || rowLength % Type.BlockElements != 0)
        {
            throw new CheckpointException($"`{file.Path}` gives tensor `{Name}` the shape " +
                $"{StoredTensor.Sizes(Shape)}, which {Type} in blocks of {Type.BlockElements} cannot store.");
        }
        var room = Math.Max(0, file.Length - dataStart);
        if (Offset % (ulong)alignment != 0 || Offset > (ulong)room || Bytes > room - (long)Offset)
        {
            throw new CheckpointException($"`{file.Path}` is cut off or damaged: tensor `{Name}` takes " +
                $"{Bytes} bytes at {Offset} (alignment {alignment}), but {room} bytes of data are there.");
        }
        return new StoredTensor(Name, Shape, Type, file, dataStart + (long)Offset);
    }
}
