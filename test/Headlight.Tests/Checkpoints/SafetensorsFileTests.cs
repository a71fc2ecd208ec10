using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Tensors_and_metadata_are_read()
    {
        const string Header = """
            {"__metadata__":{"format":"pt","é":"\u00e9"},
             "a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},
             "half":{"shape":[2],"data_offsets":[8,12],"dtype":"F16","later":[{"x":1}]},
             "brain":{"dtype":"BF16","shape":[],"data_offsets":[12,14]}}
            """;
        byte[] data = [0, 0, 128, 63, 0, 0, 0, 192, 0, 0x3C, 0, 0xB8, 0x40, 0x40];
        using var file = Open(SafetensorsBytes.Of(Header + "   ", data));
        Assert.Equal([1, 2], file.Tensors["a"].Shape);
        Assert.Equal([1f, -2f], file.Tensors["a"].ToArray());
        Assert.Equal([1f, -0.5f], file.Tensors["half"].ToArray());
        Assert.Equal([3f], file.Tensors["brain"].ToArray());
        Assert.Empty(file.Tensors["brain"].Shape);
        Assert.Equal(3, file.Tensors.Count);
        Assert.Equal(("pt", "é"), (file.Metadata["format"], file.Metadata["é"]));
    }

    [Fact]
    public void A_file_without_tensors_and_an_empty_tensor_are_fine()
    {
        using var none = Open(SafetensorsBytes.Of("{}", []));
        Assert.Empty(none.Tensors);
        using var empty = Open(Single("F32", "[0,5]", "[0,0]", 0));
        Assert.Empty(empty.Tensors["t"].ToArray());
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    [InlineData(100_000_001UL)]
    [InlineData(1000UL)]
    [InlineData(0UL)]
    public void A_header_longer_than_the_file_is_refused(ulong claimed) =>
        Refused(SafetensorsBytes.Of("{}", [], claimed), "cut off", $"{claimed}");

    [Theory]
    [InlineData(0, "empty")]
    [InlineData(1, "cut off")]
    [InlineData(7, "cut off")]
    [InlineData(8, "cut off")]
    [InlineData(20, "cut off")]
    public void A_file_that_ends_in_its_header_is_refused(int length, string word) =>
        Refused(Single("F32", "[2]", "[0,8]", 8)[..length], word);

    [Theory]
    [InlineData("F32", "[2]", "[0,8]", 7, "only 7 are there")]
    [InlineData("F32", "[2]", "[0,8]", 9, "end at byte 8")]
    [InlineData("F32", "[2]", "[4,12]", 12, "starts at byte 4")]
    [InlineData("F32", "[3]", "[0,8]", 8, "takes 12 bytes")]
    [InlineData("F32", "[2]", "[8,0]", 8, "takes 8 bytes")]
    [InlineData("F32", "[-2]", "[0,8]", 8, "the shape of `t`")]
    [InlineData("F32", "[2.5]", "[0,8]", 8, "the shape of `t`")]
    [InlineData("F32", "[[2]]", "[0,8]", 8, "the shape of `t`")]
    [InlineData("F32", "[2", "[0,8]", 8, "the shape of `t`")]
    [InlineData("F32", "2", "[0,8]", 8, "the shape of `t`")]
    [InlineData("F32", "[99999999999999999999]", "[0,8]", 8, "the shape of `t`")]
    [InlineData("F32", "[4294967296]", "[0,8]", 8, "an axis of 4294967296")]
    [InlineData("F32", "[2147483647,2147483647,2147483647,16]", "[0,8]", 8, "cannot be stored")]
    [InlineData("F32", "[65536,65536,65536,65536]", "[0,0]", 0, "cannot be stored")]
    [InlineData("F4", "[3]", "[0,1]", 1, "cannot be stored")]
    [InlineData("F32", "[2]", "[0]", 8, "both its data_offsets")]
    [InlineData("F32", "[2]", "[0,8,8]", 8, "the data_offsets of `t`")]
    [InlineData("F32", "[2]", "[-8,0]", 8, "the data_offsets of `t`")]
    [InlineData("F32", "[2]", "[0,18446744073709551615]", 8, "the data_offsets of `t`")]
    [InlineData("F33", "[2]", "[0,8]", 8, "Did you mean `F32`?")]
    [InlineData("", "[2]", "[0,8]", 8, "the dtype ``")]
    public void A_lying_entry_is_refused(
        string dtype, string shape, string offsets, int bytes, string words) =>
        Refused(Single(dtype, shape, offsets, bytes), words);

    [Theory]
    [InlineData("""{"a":{"dtype":"U8","shape":[3]}}""", "without its dtype")]
    [InlineData("""{"a":null}""", "`a`")]
    [InlineData("""{"a":[]}""", "`a`")]
    [InlineData("""{"__metadata__":{"k":1}}""", "`k`")]
    [InlineData("""[]""", "the header")]
    [InlineData("""{"a":{"x":[[[[[[[[[[[[]]]]]]]]]]]]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}} x""", "not valid JSON")]
    [InlineData("""{"a\ud800":{}}""", "not valid JSON")]
    [InlineData("""{"a\u001b[2J":{}}""", "characters")]
    [InlineData("""{"a":""", "not valid JSON")]
    public void A_broken_header_is_refused(string header, string words) =>
        Refused(SafetensorsBytes.Of(header, new byte[3]), words);

    [Theory]
    [InlineData("a", "[2]", "[0,2]", "b", "[2]", "[1,3]", "`b` starts at byte 1")]
    [InlineData("a", "[1]", "[0,1]", "b", "[1]", "[2,3]", "`b` starts at byte 2")]
    [InlineData("a", "[3]", "[0,3]", "a", "[3]", "[0,3]", "lists `a` twice")]
    public void Tensors_that_overlap_leave_a_hole_or_come_twice_are_refused(
        string name1, string shape1, string offsets1, string name2, string shape2, string offsets2, string words)
    {
        var entry1 = SafetensorsBytes.Entry("U8", shape1, offsets1);
        var entry2 = SafetensorsBytes.Entry("U8", shape2, offsets2);
        var header = $"{{\"{name1}\":{entry1},\"{name2}\":{entry2}}}";
        Refused(SafetensorsBytes.Of(header, new byte[3]), words);
    }

    [Fact]
    public void A_header_of_invalid_UTF8_is_refused()
    {
        var bytes = Single("F32", "[2]", "[0,8]", 8);
        bytes[Array.IndexOf(bytes, (byte)'t')] = 0xFF;
        Refused(bytes, "not valid JSON");
    }

    [Fact]
    public void Nesting_a_million_deep_is_refused() =>
        Refused(SafetensorsBytes.Of("{\"a\":" + new string('[', 1_000_000), []), "`a`");

    [Fact]
    public void A_name_of_a_megabyte_is_refused_and_not_repeated()
    {
        var bytes = SafetensorsBytes.Of("{\"" + new string('n', 1 << 20) + "\":{}}", []);
        Assert.True(Refused(bytes, "characters").Length < 500);
    }

    [Fact]
    public void A_type_that_is_only_listed_is_refused_when_read()
    {
        using var file = Open(Single("I64", "[1]", "[0,8]", 8));
        var error = Assert.Throws<CheckpointException>(file.Tensors["t"].ToArray);
        Assert.Contains("stored as I64", error.Message);
        Assert.Contains("BF16", error.Message);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(folder.Path + "/none.safetensors"));
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Open(folder.Path));
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Open("a\0b"));
    }

    [Fact]
    public void Reading_after_disposal_is_an_error_and_not_a_crash()
    {
        var file = Open(Single("F32", "[2]", "[0,8]", 8));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(file.Tensors["t"].ToArray);
    }

    private static byte[] Single(string dtype, string shape, string offsets, int bytes) =>
        SafetensorsBytes.Of($"{{\"t\":{SafetensorsBytes.Entry(dtype, shape, offsets)}}}", new byte[bytes]);

    private SafetensorsFile Open(byte[] bytes) => SafetensorsFile.Open(folder.Add("x.safetensors", bytes));

    private string Refused(byte[] bytes, params string[] words)
    {
        var error = Assert.Throws<CheckpointException>(() => Open(bytes));
        Assert.Contains("x.safetensors", error.Message);
        Assert.All(words, word => Assert.Contains(word, error.Message));
        return error.Message;
    }
}
