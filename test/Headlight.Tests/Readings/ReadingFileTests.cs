using System.Text.Json;
using Headlight.Readings;
using Headlight.Tests.Attention;

namespace Headlight.Tests.Readings;

/// <summary>Readings as files, read back by an independent parser.</summary>
public sealed class ReadingFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = Directory.CreateTempSubdirectory("headlight").FullName;
    private readonly TransformerModel model = TransformerModel.Load(Fixtures.PathOf("families/bert"));

    public void Dispose()
    {
        model.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task All_tensors_are_written_as_the_reading_has_them()
    {
        var selection = TensorSelection.Parse("all,states");
        var reading = model.Read("the doctor", "a nurse", selection.Require(new ReadOptions()));
        var path = Path.Combine(folder, "x.safetensors");
        await ReadingFile.WriteAsync(reading, path, selection, None);

        var file = new GoldenTensors(path);
        var head = reading.Layers[1].Heads[2];
        var count = head.Pattern.Values.Length;
        Assert.Equal([4, 7, 7], file.Shape("attn.1"));
        Assert.Equal(head.Pattern.Values.ToArray(), file["attn.1"].AsSpan(2 * count, count).ToArray());
        Assert.Equal(head.K!.Values.ToArray(), file["k.1"].AsSpan(2 * head.K!.Values.Length,
            head.K!.Values.Length).ToArray());
        Assert.Equal(head.ValueNorms.ToArray(), file["norm.1"].AsSpan(2 * 7, 7).ToArray());
        Assert.Equal(reading.Hidden!.Values.ToArray(), file["hidden"]);
        Assert.Equal(reading.States[1].Values.ToArray(), file["states.1"]);
        Assert.Equal(reading.Sentence.ToArray(), file["sentence"]);
        Assert.Equal(1, file["sentence"].Sum(number => (double)number * number), 5);
        Assert.Equal(file["logits"].AsSpan(6 * 408).ToArray(), file["last_logits"]);
        Assert.Equal(5 * 3 + 3 + 4 + 4, file.Names.Count());
        Assert.Equal(new FileInfo(path).Length, ReadingFile.Size(reading, selection) + HeaderLength(path) + 8);
    }

    [Fact]
    public async Task Metadata_is_json_and_spans_count_code_points()
    {
        var reading = model.Read("😀 the doctor");
        var path = Path.Combine(folder, "x.safetensors");
        await ReadingFile.WriteAsync(reading, path, TensorSelection.Default, None);

        var metadata = Header(path).GetProperty("__metadata__");
        JsonElement Value(string key) => JsonDocument.Parse(metadata.GetProperty(key).GetString()!).RootElement;
        Assert.Equal(1, Value("format").GetInt32());
        Assert.Equal("[CLS]", Value("tokens")[0].GetString());
        Assert.Equal(3, Value("rules").GetArrayLength());
        Assert.Equal(0, Value("edits").GetArrayLength());
        var doctor = reading.Tokens.Single(token => token.Piece == "doctor");
        Assert.Equal(7..13, doctor.Span);
        Assert.Equal("[6,12]", Value("spans")[doctor.Index].GetRawText());
    }

    [Fact]
    public async Task Json_holds_the_same_and_null_for_what_is_no_number()
    {
        var reading = model.Read("the doctor");
        var broken = new Reading(reading.Model, reading.Text, null, reading.Sets)
        {
            LastLogits = new[] { 1f, float.NaN, 2.5f },
        };
        var path = Path.Combine(folder, "x.json");
        await ReadingFile.WriteAsync(broken, path, TensorSelection.Parse("q.0,last_logits"), None);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        var tensors = json.RootElement.GetProperty("tensors");
        Assert.Equal("[1,null,2.5]", tensors.GetProperty("last_logits").GetRawText());
        Assert.Equal(reading.Layers[0].Heads[3].Q![2, 5], tensors.GetProperty("q.0")[3][2][5].GetSingle());
    }

    [Theory]
    [InlineData("x.txt", "q", ".safetensors or .json")]
    [InlineData("missing/x.json", "q", "does not exist")]
    [InlineData("x.json", "q.9", "layers 0 to 2")]
    [InlineData("x.json", "z", "was not recorded")]
    public async Task What_cannot_be_written_is_said_and_leaves_nothing(string name, string tensors, string said)
    {
        var reading = model.Read("the doctor");
        var failure = await Assert.ThrowsAsync<RequestException>(() => ReadingFile.WriteAsync(
            reading, Path.Combine(folder, name), TensorSelection.Parse(tensors), None));
        Assert.Contains(said, failure.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_nothing()
    {
        var reading = model.Read("the doctor");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReadingFile.WriteAsync(
            reading, Path.Combine(folder, "x.safetensors"), TensorSelection.All, new CancellationToken(true)));
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void A_wrong_tensor_name_is_answered_with_the_nearest() => Assert.Contains(
        "Did you mean `logits`?", Assert.Throws<RequestException>(() => TensorSelection.Parse("logit")).Message);

    private static long HeaderLength(string path) => BitConverter.ToInt64(File.ReadAllBytes(path));

    private static JsonElement Header(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return JsonDocument.Parse(bytes.AsMemory(8, (int)BitConverter.ToInt64(bytes))).RootElement;
    }
}
