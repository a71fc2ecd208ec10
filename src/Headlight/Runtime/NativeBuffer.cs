using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Headlight.Runtime;

/// <summary>A float tensor in an arena, with its view for ONNX Runtime.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private readonly float* start;

    public NativeBuffer(NativeArena arena, long[] shape)
    {
        Length = checked((int)shape.Aggregate(1L, (product, size) => checked(product * size)));
        start = arena.Take(Length);
        Value = OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)start, (long)Length * sizeof(float));
    }

    public int Length { get; }

    public OrtValue Value { get; }

    public Span<float> Span => new(start, Length);

    public void Dispose() => Value.Dispose();
}
