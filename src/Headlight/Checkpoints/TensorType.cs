using System.Collections.Frozen;

namespace Headlight.Checkpoints;

internal delegate void BlockDecoder(ReadOnlySpan<byte> source, Span<float> destination);

/// <summary>How the elements of a tensor are stored: in blocks of so many elements and bytes.</summary>
internal sealed class TensorType
{
    public static readonly TensorType F32 = new("F32", 1, 4, TensorDecoder.Single);
    public static readonly TensorType F16 = new("F16", 1, 2, TensorDecoder.Half);
    public static readonly TensorType BF16 = new("BF16", 1, 2, TensorDecoder.Brain);
    public static readonly TensorType F64 = new("F64", 1, 8);
    public static readonly TensorType I64 = new("I64", 1, 8);
    public static readonly TensorType I32 = new("I32", 1, 4);
    public static readonly TensorType I16 = new("I16", 1, 2);
    public static readonly TensorType I8 = new("I8", 1, 1);
    public static readonly TensorType Bool = new("BOOL", 1, 1);
    public static readonly TensorType Q8_0 = new("Q8_0", 32, 34, TensorDecoder.Q8);
    public static readonly TensorType Q4_0 = new("Q4_0", 32, 18, TensorDecoder.Q4WithoutMinimum);
    public static readonly TensorType Q4_1 = new("Q4_1", 32, 20, TensorDecoder.Q4WithMinimum);

    /// <summary>By the name safetensors gives them.</summary>
    public static readonly FrozenDictionary<string, TensorType> InSafetensors = new[]
    {
        F32, F16, BF16, F64, I64, I32, I16, I8, Bool,
        new("U8", 1, 1), new("U16", 1, 2), new("U32", 1, 4), new("U64", 1, 8), new("C64", 1, 8),
        new("F8_E4M3", 1, 1), new("F8_E5M2", 1, 1), new("F8_E8M0", 1, 1),
        new("F6_E2M3", 4, 3), new("F6_E3M2", 4, 3), new("F4", 2, 1),
    }.ToFrozenDictionary(type => type.Name);

    /// <summary>By the number ggml gives them (ggml_type in ggml.h).</summary>
    public static readonly FrozenDictionary<uint, TensorType> InGguf = new Dictionary<uint, TensorType>
    {
        [0] = F32,
        [1] = F16,
        [2] = Q4_0,
        [3] = Q4_1,
        [6] = new("Q5_0", 32, 22),
        [7] = new("Q5_1", 32, 24),
        [8] = Q8_0,
        [9] = new("Q8_1", 32, 36),
        [10] = new("Q2_K", 256, 84),
        [11] = new("Q3_K", 256, 110),
        [12] = new("Q4_K", 256, 144),
        [13] = new("Q5_K", 256, 176),
        [14] = new("Q6_K", 256, 210),
        [15] = new("Q8_K", 256, 292),
        [16] = new("IQ2_XXS", 256, 66),
        [17] = new("IQ2_XS", 256, 74),
        [18] = new("IQ3_XXS", 256, 98),
        [19] = new("IQ1_S", 256, 50),
        [20] = new("IQ4_NL", 32, 18),
        [21] = new("IQ3_S", 256, 110),
        [22] = new("IQ2_S", 256, 82),
        [23] = new("IQ4_XS", 256, 136),
        [24] = I8,
        [25] = I16,
        [26] = I32,
        [27] = I64,
        [28] = F64,
        [29] = new("IQ1_M", 256, 56),
        [30] = BF16,
        [34] = new("TQ1_0", 256, 54),
        [35] = new("TQ2_0", 256, 66),
        [39] = new("MXFP4", 32, 17),
    }.ToFrozenDictionary();

    private TensorType(string name, int blockElements, int blockBytes, BlockDecoder? decode = null)
    {
        Name = name;
        BlockElements = blockElements;
        BlockBytes = blockBytes;
        Decode = decode;
    }

    public static string Readable { get; } = string.Join(", ", InSafetensors.Values.Concat(InGguf.Values)
        .Where(type => type.Decode is not null).Select(type => type.Name).Distinct().Order());

    public string Name { get; }

    public int BlockElements { get; }

    public int BlockBytes { get; }

    /// <summary>Whole blocks to fp32, or null where this type is only listed.</summary>
    public BlockDecoder? Decode { get; }

    public override string ToString() => Name;
}
