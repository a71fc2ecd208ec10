using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

public sealed class GgufFileTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2u)]
    [InlineData(3u)]
    public void Tensors_and_metadata_are_read(uint version)
    {
        var bytes = new GgufBytes { Version = version }
            .Key("text", "é").Key("count", 7u).Key("eps", 1e-5f).Key("flag", true)
            .Key("big", GgufValueType.UInt64, BitConverter.GetBytes(ulong.MaxValue))
            .Key("ids", GgufValueType.Array, GgufBytes.Array(GgufValueType.Int16, 2, [255, 255], [2, 0]))
            .Key("tokens", GgufValueType.Array,
                GgufBytes.Array(GgufValueType.String, 2, GgufBytes.Text("a"), GgufBytes.Text("")))
            .Key("nested", GgufValueType.Array,
                GgufBytes.Array(GgufValueType.Array, 1, GgufBytes.Array(GgufValueType.UInt8, 1, [9])))
            .Tensor("m", [3, 2], 0, [.. new float[] { 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)])
            .Tensor("v", [1], 1, [0, 0x3C]);
        using var file = Open(bytes);
        Assert.Equal([2, 3], file.Tensors["m"].Shape);
        Assert.Equal([4f, 5f, 6f, 1f], [.. Rows(file.Tensors["m"], 1, 1), .. file.Tensors["v"].ToArray()]);
        var metadata = file.Metadata;
        Assert.Equal(("é", 7L, 1e-5, true), (metadata.Text("text"), metadata.Integer("count"),
            metadata.Number("eps"), metadata.Flag("flag")));
        Assert.Equal([-1L, 2L], metadata.Integers("ids")!);
        Assert.Equal(["a", ""], metadata.Texts("tokens")!);
        Assert.Equal(new byte[] { 9 }, ((object[])metadata.Raw("nested")!)[0]);
        Assert.Null(metadata.Text("none"));
        Assert.Throws<CheckpointException>(() => metadata.Integer("big"));
        Assert.Throws<CheckpointException>(() => metadata.Text("count"));
        Assert.Throws<CheckpointException>(() => metadata.Integers("tokens"));
    }

    [Fact]
    public void An_alignment_of_its_own_is_honoured()
    {
        using var file = Open(new GgufBytes { Alignment = 8 }.Key("general.alignment", 8u)
            .Tensor("a", [1], 1, [0, 0x3C]).Tensor("b", [1], 1, [0, 0xC0]));
        Assert.Equal([1f, -2f], [.. file.Tensors["a"].ToArray(), .. file.Tensors["b"].ToArray()]);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(24u)]
    [InlineData(1u << 31)]
    public void An_impossible_alignment_is_refused(uint alignment) =>
        Refused(new GgufBytes().Key("general.alignment", alignment), "general.alignment", $"{alignment}");

    [Theory]
    [InlineData(1u, "version 1")]
    [InlineData(4u, "version 4")]
    [InlineData(3u << 24, "big-endian")]
    public void Other_versions_are_refused(uint version, string words) =>
        Refused(new GgufBytes { Version = version }, words);

    [Fact]
    public void Another_signature_is_refused() => Refused(new GgufBytes { Magic = 1 }, "no GGUF file");

    [Fact]
    public void Every_truncation_is_refused()
    {
        var whole = new GgufBytes().Key("k", "value")
            .Key("a", GgufValueType.Array, GgufBytes.Array(GgufValueType.UInt32, 2, new byte[8]))
            .Tensor("t", [32], 2, new byte[18]).ToArray();
        var data = whole.Length - 32 + 18;
        Assert.All(Enumerable.Range(0, data), length =>
            Assert.Throws<CheckpointException>(() => GgufFile.Open(folder.Add("x.gguf", whole[..length]))));
        GgufFile.Open(folder.Add("x.gguf", whole[..data])).Dispose();
    }

    [Fact]
    public void Counts_beyond_the_file_are_refused()
    {
        Refused(new GgufBytes { KeyCount = ulong.MaxValue }, "cut off");
        Refused(new GgufBytes { TensorCount = ulong.MaxValue }, "cut off");
        Refused(new GgufBytes().Key("k", GgufValueType.String, BitConverter.GetBytes(1UL << 40)), "cut off");
        foreach (var type in Enum.GetValues<GgufValueType>())
        {
            Refused(new GgufBytes().Key("k", GgufValueType.Array,
                GgufBytes.Array(type, 1UL << 33), new byte[64]), "cut off");
            Refused(new GgufBytes().Key("k", GgufValueType.Array,
                GgufBytes.Array(type, ulong.MaxValue), new byte[64]), "cut off");
        }
    }

    [Fact]
    public void Arrays_nested_too_deep_are_refused()
    {
        byte[] array = [];
        for (var depth = 0; depth < 1000; depth++)
        {
            array = GgufBytes.Array(GgufValueType.Array, 1, array);
        }
        Refused(new GgufBytes().Key("k", GgufValueType.Array, array), "deep");
    }

    [Fact]
    public void Unknown_types_are_refused()
    {
        Refused(new GgufBytes().Key("k", (GgufValueType)13, new byte[8]), "value type 13");
        Refused(new GgufBytes().Key("k", GgufValueType.Array, GgufBytes.Array((GgufValueType)99, 0)), "99");
        Refused(new GgufBytes().Tensor("t", [32], 4, new byte[32]), "type number 4");
    }

    [Theory]
    [InlineData(new ulong[] { 1, 1, 1, 1, 1 }, 0u, null, "5 axes")]
    [InlineData(new ulong[] { 1UL << 40 }, 0u, null, "an axis of 1099511627776")]
    [InlineData(new ulong[] { int.MaxValue, int.MaxValue, int.MaxValue }, 0u, null, "cannot store")]
    [InlineData(new ulong[] { 16, 2 }, 2u, null, "cannot store")]
    [InlineData(new ulong[] { 9 }, 0u, null, "takes 36 bytes")]
    [InlineData(new ulong[] { 1 }, 0u, 64UL, "at 64")]
    [InlineData(new ulong[] { 1 }, 0u, 4UL, "alignment 32")]
    [InlineData(new ulong[] { 1 }, 0u, ulong.MaxValue - 31, "cut off")]
    public void A_lying_tensor_is_refused(ulong[] axes, uint type, ulong? offset, string words) =>
        Refused(new GgufBytes().Tensor("t", axes, type, new byte[32], offset), "`t`", words);

    [Fact]
    public void Tensors_that_overlap_and_names_given_twice_are_refused()
    {
        var one = new byte[4];
        var wide = new GgufBytes().Tensor("a", [16], 0, new byte[64]);
        Refused(wide.Tensor("b", [1], 0, one, offset: 32), "`b` starts");
        Refused(new GgufBytes().Tensor("a", [1], 0, one).Tensor("a", [1], 0, one), "`a` twice");
        Refused(new GgufBytes().Key("k", 1u).Key("k", 1u), "`k` twice");
    }

    [Fact]
    public void A_string_that_is_no_UTF8_is_refused() =>
        Refused(new GgufBytes().Key("k", GgufValueType.String, BitConverter.GetBytes(1UL), [0xFF]), "UTF-8");

    [Theory]
    [InlineData(12u, 144, 256, "Q4_K")]
    [InlineData(14u, 210, 256, "Q6_K")]
    [InlineData(6u, 22, 32, "Q5_0")]
    public void A_type_that_is_only_listed_is_refused_when_read(
        uint type, int bytes, ulong elements, string name)
    {
        using var file = Open(new GgufBytes().Tensor("t", [elements], type, new byte[bytes]));
        Assert.Equal(bytes, file.Tensors["t"].ByteCount);
        var error = Assert.Throws<CheckpointException>(file.Tensors["t"].ToArray);
        Assert.Contains($"{name}, which is not read yet", error.Message);
        Assert.Contains("known: BF16, F16, F32, Q4_0, Q4_1, Q8_0", error.Message);
    }

    private static float[] Rows(StoredTensor tensor, int first, int count)
    {
        var rows = new float[count * (int)(tensor.ElementCount / tensor.Shape[0])];
        tensor.ReadRows(first, count, rows);
        return rows;
    }

    private GgufFile Open(GgufBytes bytes) => GgufFile.Open(folder.Add("x.gguf", bytes.ToArray()));

    private void Refused(GgufBytes bytes, params string[] words)
    {
        var error = Assert.Throws<CheckpointException>(() => Open(bytes));
        Assert.Contains("x.gguf", error.Message);
        Assert.All(words, word => Assert.Contains(word, error.Message));
    }
}
