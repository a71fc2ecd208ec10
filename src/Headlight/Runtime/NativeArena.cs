using System.Runtime.InteropServices;

namespace Headlight.Runtime;

/// <summary>
/// One piece of memory outside the managed heap, handed out in parts. Asked for in huge pages where the system has
/// them: touching hundreds of megabytes for the first time costs seconds in small ones.
/// </summary>
internal sealed unsafe partial class NativeArena : IDisposable
{
    private const nuint HugePage = 2 << 20;
    private const nuint Alignment = 64;
    private const int AdviseHugePages = 14; // MADV_HUGEPAGE, <sys/mman.h>

    private readonly nuint size;
    private byte* start;
    private nuint used;

    /// <param name="lengths">Numbers of floats that will be taken.</param>
    public NativeArena(IEnumerable<long> lengths)
    {
        size = lengths.Aggregate(HugePage, (sum, length) => checked(sum + Rounded(length)));
        start = (byte*)NativeMemory.AlignedAlloc(size, HugePage);
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(start, size, AdviseHugePages); // only advice: a refusal changes nothing
        }
    }

    ~NativeArena() => Free();

    /// <summary>The next part, not zeroed. Not for several threads.</summary>
    public float* Take(long length)
    {
        var part = start + used;
        used += Rounded(length);
        return used <= size ? (float*)part : throw new InvalidOperationException("The arena is used up.");
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static nuint Rounded(long length) =>
        (checked((nuint)length * sizeof(float)) + Alignment - 1) / Alignment * Alignment;

    private void Free()
    {
        NativeMemory.AlignedFree(start);
        start = null;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
