using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Headlight.Readings;

namespace Headlight.Tests.Readings;

/// <summary>Saved readings opened again: ours bit for bit, others by what they hold, damaged ones not at all.</summary>
public sealed class SavedReadingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-saved-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("bert", "all")]
    [InlineData("bert", "q,k")]
    [InlineData("bert", "attn")]
    [InlineData("llama", "all")]
    [InlineData("llama", "attn,k")]
    [InlineData("gpt2", "q,k,last_logits")]
    public async Task What_was_written_is_opened_bit_for_bit(string family, string tensors)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf($"families/{family}"));
        var selection = TensorSelection.Parse(tensors);
        var reading = model.Read("😀 the doctor", family == "bert" ? "a nurse" : null,
            selection.Require(new ReadOptions()));
        var opened = ReadingFile.Open(await Written(reading, selection));
        Assert.Equal(reading.Tokens, opened.Tokens);
        Assert.Equal((reading.Text, reading.Pair, reading.Options), (opened.Text, opened.Pair, opened.Options));
        Assert.Equal((reading.Model.Name, reading.Model.Causal, reading.Model.Head),
            (opened.Model.Name, opened.Model.Causal, opened.Model.Head));
        foreach (var (mine, saved) in reading.Layers.Zip(opened.Layers))
        {
            Assert.Equal(mine.Causal, saved.Causal);
            Assert.Equal(tensors.Contains('q') || tensors == "all", saved.Rule is not null);
            Assert.All(mine.Heads.Zip(saved.Heads), pair => Assert.Equal(
                pair.First.Pattern.Values.ToArray(), pair.Second.Pattern.Values.ToArray()));
        }
        if (tensors == "all")
        {
            var again = await Written(opened, selection, "again");
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(folder, "x.safetensors"), Stop),
                await File.ReadAllBytesAsync(again, Stop));
        }
    }

    [Fact]
    public void A_file_with_patterns_and_tokens_alone_is_enough()
    {
        var path = Save("x", Tokens("[CLS]", "heads", "##up", "[SEP]"), ("attn.0", [2, 4, 4], Even(2, 4)),
            ("attn.1", [2, 4, 4], Even(2, 4)));
        var reading = ReadingFile.Open(path);
        Assert.Equal(("x", 2, 2, false),
            (reading.Model.Name, reading.Model.Layers, reading.Model.Heads, reading.Model.Causal));
        Assert.Equal(["[CLS]", "heads", "up", "[SEP]"], reading.Tokens.Select(token => token.Text));
        Assert.Equal([0, 3], Headlight.Analysis.ParkedTokens.Of(reading.Tokens, reading.Model.Causal));
        var head = reading.Layers[1].Heads[1];
        Assert.Equal((0.25f, 0.25f), (head.Pattern[3, 2], head.PatternRows(2, 1)[0]));
        Assert.Null(head.Q);
        // `heads` looks back at the parked [CLS], `##up` at `heads`.
        Assert.Equal(0.125, Headlight.Analysis.HeadMeasures.For(reading.Sets[0])[0].Of(reading.Sets[0], head).Value, 6);
    }

    [Fact]
    public void A_pattern_with_nothing_above_its_diagonal_looks_back_only()
    {
        float[] pattern = [1, 0, .5f, .5f];
        var reading = ReadingFile.Open(Save("x", Tokens("a", "Ġb"), ("attn.0", [1, 2, 2], pattern)));
        Assert.True(reading.Model.Causal);
        Assert.True(reading.Layers[0].Causal);
        Assert.Equal(" b", reading.Tokens[1].Text);
    }

    [Fact]
    public void Numbers_that_are_none_are_named()
    {
        float[] pattern = [.5f, .5f, .5f, .5f, 1, 0, float.NaN, 0];
        var reading = ReadingFile.Open(Save("x", Tokens("a", "b"), ("attn.0", [2, 2, 2], pattern)));
        Assert.Contains("first in head L0H1", Assert.Single(reading.Warnings));
    }

    [Theory]
    [InlineData("attn.0", 1, 2, 3, "`attn.0` is [1, 2, 3], but [1, 2, 2] was expected for 2 tokens")]
    [InlineData("attn.1", 1, 2, 2, "its layers are 1; 0 to the last were expected")]
    [InlineData("q.0", 1, 2, 2, "layer 0 has no `attn.0`, and not all of q, k and a rule")]
    [InlineData("weights", 1, 2, 2, "it holds neither `attn.0` nor `q.0` and `k.0`")]
    [InlineData("cross.attn.0", 1, 2, 2, "several attention sets")]
    public void Shapes_and_names_that_do_not_fit_are_refused(string name, int heads, int rows, int columns, string said)
    {
        var path = Save("x", Tokens("a", "b"), (name, [heads, rows, columns], new float[heads * rows * columns]));
        Assert.Contains(said, Assert.Throws<RequestException>(() => ReadingFile.Open(path)).Message);
    }

    [Theory]
    [InlineData("tokens", null, "`tokens` in its metadata should be there")]
    [InlineData("tokens", "[]", "a list of at least one piece")]
    [InlineData("tokens", "{", "`tokens` in its metadata should be JSON")]
    [InlineData("tokens", "[1, 2]", "a list of strings")]
    [InlineData("tokens", "[\"a\", \"\\ud800\"]", "a list of strings")]
    [InlineData("ids", "[1]", "a list of 2 whole numbers, one for each token")]
    [InlineData("ids", "[1, 2.5]", "a list of 2 whole numbers, one for each token")]
    [InlineData("spans", "[[0, 1], [1, 9]]", "`spans` in its metadata should be within the text")]
    [InlineData("spans", "[[0, 1], [1, 0]]", "pairs [start, end)")]
    [InlineData("sources", "[\"text\", \"moon\"]", "a list of text, pair or added")]
    [InlineData("rules", "[]", "a list of 1 rules")]
    [InlineData("rules", "[{\"scale\": \"x\"}]", "as docs/reading-format.md has them")]
    [InlineData("rules", "[{\"scale\": 1, \"moon\": 1}]", "without `moon`")]
    [InlineData("format", "2", "`format` in its metadata should be 1")]
    [InlineData("model", "7", "an object or a name")]
    public void Metadata_that_says_something_impossible_is_refused(string key, string? value, string said)
    {
        var metadata = Tokens("a", "b");
        metadata.Remove(key);
        if (value is not null)
        {
            metadata[key] = value;
        }
        var path = Save("x", metadata, ("attn.0", [1, 2, 2], [1, 0, .5f, .5f]));
        Assert.Contains(said, Assert.Throws<RequestException>(() => ReadingFile.Open(path)).Message);
    }

    [Fact]
    public void Scores_before_the_softmax_are_no_pattern()
    {
        var path = Save("x", Tokens("a", "b"), ("attn.0", [1, 2, 2], [3, -1, 2, 2]));
        Assert.Contains("Save it after the softmax",
            Assert.Throws<RequestException>(() => ReadingFile.Open(path)).Message);
    }

    [Fact]
    public async Task Damaged_files_are_refused_in_sentences()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var whole = await File.ReadAllBytesAsync(
            await Written(model.Read("the doctor"), TensorSelection.Default), Stop);
        var random = new Random(7);
        for (var trial = 0; trial < 400; trial++)
        {
            var bytes = whole.ToArray();
            for (var change = 0; change <= trial % 3; change++)
            {
                bytes[random.Next(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(whole))] = (byte)random.Next(256);
            }
            var path = Path.Combine(folder, "damaged.safetensors");
            await File.WriteAllBytesAsync(path, trial % 5 == 4 ? bytes[..random.Next(bytes.Length)] : bytes, Stop);
            try
            {
                _ = ReadingFile.Open(path).Layers[0].Heads[0].Pattern;
            }
            catch (HeadlightException refused)
            {
                Assert.Matches("[.?]$", refused.Message);
            }
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Tokens(params string[] pieces) =>
        new() { ["tokens"] = JsonSerializer.Serialize(pieces) };

    private static float[] Even(int heads, int tokens) =>
        [.. Enumerable.Repeat(1f / tokens, heads * tokens * tokens)];

    private async Task<string> Written(Reading reading, TensorSelection selection, string name = "x")
    {
        var path = Path.Combine(folder, $"{name}.safetensors");
        await ReadingFile.WriteAsync(reading, path, selection, Stop);
        return path;
    }

    private string Save(
        string name, Dictionary<string, string> metadata, params (string Name, int[] Shape, float[] Values)[] tensors)
    {
        var header = new Dictionary<string, object> { ["__metadata__"] = metadata };
        var data = new List<byte>();
        foreach (var (tensor, shape, values) in tensors)
        {
            var start = data.Count;
            data.AddRange(MemoryMarshal.AsBytes<float>(values));
            header[tensor] = new { dtype = "F32", shape, data_offsets = new[] { start, data.Count } };
        }
        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(header));
        var path = Path.Combine(folder, $"{name}.safetensors");
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)json.Length), .. json, .. data]);
        return path;
    }
}
