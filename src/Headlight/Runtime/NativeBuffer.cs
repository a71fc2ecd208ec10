using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Headlight.Runtime;

/// <summary>A float tensor outside the managed heap, aligned for vectors, with its view for ONNX Runtime.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;

    private float* start;

    public NativeBuffer(params long[] shape)
    {
        Length = checked((nint)shape.Aggregate(1L, (product, size) => checked(product * size)));
        var bytes = checked((nuint)Length * sizeof(float));
        start = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
        Value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)start, (long)bytes);
    }

    ~NativeBuffer() => Free();

    public nint Length { get; }

    public OrtValue Value { get; }

    public Span<float> Span => new(start, checked((int)Length));

    public void Dispose()
    {
        Value.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(start);
        start = null;
    }
}
