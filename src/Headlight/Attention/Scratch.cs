using System.Buffers;
using System.Runtime.InteropServices;

namespace Headlight.Attention;

/// <summary>Pooled memory that starts on a cache line, lest vector loads straddle two. Not cleared.</summary>
internal sealed unsafe class Scratch : IDisposable
{
    private const int CacheLine = 64;
    private readonly float[] _array;
    private GCHandle _pin;

    public Scratch(long length)
    {
        _array = ArrayPool<float>.Shared.Rent(checked((int)(length + CacheLine / sizeof(float))));
        _pin = GCHandle.Alloc(_array, GCHandleType.Pinned);
        Start = (float*)((_pin.AddrOfPinnedObject() + CacheLine - 1) & ~(nint)(CacheLine - 1));
    }

    public float* Start { get; }

    public void Dispose()
    {
        if (_pin.IsAllocated)
        {
            _pin.Free();
            ArrayPool<float>.Shared.Return(_array);
        }
    }
}
