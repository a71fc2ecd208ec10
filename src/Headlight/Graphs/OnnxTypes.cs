using System.Runtime.InteropServices;
using Google.Protobuf;
using Headlight.Graphs.Onnx;

namespace Headlight.Graphs;

/// <summary>The few ONNX messages that a graph needs.</summary>
internal static class OnnxTypes
{
    private const int Float = 1;
    private const int Int64 = 7;
    private const int IrVersion = 10;
    private const int Opset = 20;

    public static ModelProto Model(GraphProto graph)
    {
        var model = new ModelProto { IrVersion = IrVersion, ProducerName = "headlight", Graph = graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = Opset });
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
        return model;
    }

    public static ValueInfoProto Describe(GraphInput input) => input.Source switch
    {
        InputSource.Weight { Transposed: true, Shape: [var @in, var @out] } => Tensor(input.Name, @out, @in),
        InputSource.Weight weight => Tensor(input.Name, [.. weight.Shape.Select(size => (object)size)]),
        InputSource.Rows rows => Rows(input.Name, rows.Width),
        InputSource.Activation activation => Rows(input.Name, activation.Width),
        InputSource.Rotary rotary => Rows(input.Name, rotary.Size / 2),
        _ => throw new InvalidOperationException($"No ONNX type for {input.Source}."),
    };

    /// <summary>[rows, width], with as many rows as there are tokens.</summary>
    public static ValueInfoProto Rows(string name, int width) => Tensor(name, "rows", width);

    public static TensorProto Integers(string name, long[] values)
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = Int64,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())),
        };
        tensor.Dims.Add(values.Length);
        return tensor;
    }

    public static AttributeProto Attribute(string name, object value) => value switch
    {
        int integer => new() { Name = name, I = integer, Type = AttributeProto.Types.AttributeType.Int },
        float number => new() { Name = name, F = number, Type = AttributeProto.Types.AttributeType.Float },
        string text => new()
        {
            Name = name,
            S = ByteString.CopyFromUtf8(text),
            Type = AttributeProto.Types.AttributeType.String,
        },
        _ => throw new InvalidOperationException($"No ONNX attribute for {value.GetType()}."),
    };

    private static ValueInfoProto Tensor(string name, params object[] shape)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.AddRange(shape.Select(size => size is int number
            ? new TensorShapeProto.Types.Dimension { DimValue = number }
            : new TensorShapeProto.Types.Dimension { DimParam = (string)size }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = Float, Shape = dimensions } },
        };
    }
}
