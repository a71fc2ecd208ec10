namespace Headlight.Checkpoints;

/// <summary>Holds a header's claims against each other and against the bytes that are there.</summary>
internal static class SafetensorsLayout
{
    /// <summary>
    /// Refuses tensors whose bytes do not fit their shape, overlap, leave holes or do not end with the file:
    /// the format demands that the tensors cover the data exactly.
    /// </summary>
    public static void Check(IReadOnlyList<SafetensorsEntry> tensors, long dataLength, string path)
    {
        long covered = 0;
        foreach (var tensor in tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            CheckSize(tensor, path);
            if (tensor.Begin != covered)
            {
                throw new CheckpointException($"`{path}` is damaged: tensor `{tensor.Name}` starts at " +
                    $"byte {tensor.Begin} of the data, but the one before it ends at {covered}.");
            }
            if (tensor.End > dataLength)
            {
                throw new CheckpointException($"`{path}` is cut off: tensor `{tensor.Name}` ends at byte " +
                    $"{tensor.End} of the data, but only {dataLength} are there. Download it again.");
            }
            covered = tensor.End;
        }
        if (covered != dataLength)
        {
            throw new CheckpointException($"`{path}` is damaged: its tensors end at byte {covered} of the " +
                $"data, but {dataLength} are there.");
        }
    }

    private static void CheckSize(SafetensorsEntry tensor, string path)
    {
        var bytes = TensorSize.Bytes(tensor.Shape, tensor.Type);
        if (tensor.End < tensor.Begin || bytes != tensor.End - tensor.Begin)
        {
            var expected = bytes is null ? "cannot be stored" : $"takes {bytes} bytes";
            throw new CheckpointException($"`{path}` gives tensor `{tensor.Name}` the bytes {tensor.Begin} " +
                $"to {tensor.End}, but {StoredTensor.Sizes(tensor.Shape)} of {tensor.Type} {expected}.");
        }
    }
}
