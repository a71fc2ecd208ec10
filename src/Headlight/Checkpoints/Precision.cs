namespace Headlight.Checkpoints;

internal static class Precision
{
    /// <summary>The type that holds most of the bytes.</summary>
    public static string Of(IEnumerable<StoredTensor> tensors) => tensors
        .GroupBy(tensor => tensor.Type.Name)
        .OrderByDescending(group => group.Sum(tensor => (double)tensor.ByteCount))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .FirstOrDefault()?.Key ?? "none";
}
