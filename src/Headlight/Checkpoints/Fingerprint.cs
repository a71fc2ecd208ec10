using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Headlight.Checkpoints;

/// <summary>Tells checkpoints of one name and size apart.</summary>
internal static class Fingerprint
{
    /// <summary>
    /// Eight hexadecimal digits of the names and first rows of all tensors: training changes them all.
    /// </summary>
    public static string Of(Checkpoint checkpoint)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in checkpoint.Tensors.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            if (tensor.ElementCount > 0 && tensor.Shape is [var rows, ..])
            {
                var row = new float[tensor.ElementCount / rows];
                tensor.ReadRows(0, 1, row);
                hash.AppendData(MemoryMarshal.AsBytes(row.AsSpan()));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..8];
    }
}
