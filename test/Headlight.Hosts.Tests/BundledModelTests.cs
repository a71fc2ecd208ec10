using System.Text.Json;

namespace Headlight.Hosts.Tests;

/// <summary>The command on the models that come with it.</summary>
public sealed class BundledModelTests : IDisposable
{
    private const string Sentence = "The doctor asked the nurse a question. She";
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-cli-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Read_without_arguments_reads_the_example_with_smollm2()
    {
        var run = await Run.Of("read");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith("smollm2  Llama, 30 × 9 heads (3 for keys and values), 4-bit Q4_1\n", run.Output);
        Assert.Contains("0:The 1:·doctor 2:·asked 3:·the 4:·nurse 5:·a 6:·question 7:. 8:·She", run.Output);
        Assert.Contains("Next words, after 8:·She", run.Output);
        Assert.Contains("layer 012345678 head", run.Output);
        Assert.Equal(30, run.Output.Split('\n').Count(line => line.EndsWith('▏') && line.Length == 16));
        Assert.Contains("where 8:·She looks", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
        Assert.Equal(run.Output, (await Run.Of("read", "smollm2", Sentence)).Output);
    }

    [Fact]
    public async Task A_head_and_a_query_are_chosen_by_name()
    {
        var run = await Run.WithInput(Sentence + "\n", "read", "smollm2", "-", "--head", "L5H8", "--query", "nurse");
        Assert.Equal(0, run.Code);
        Assert.Contains("L5H8: where 4:·nurse looks", run.Output);
    }

    [Theory]
    [InlineData("There is no layer 30: smollm2 has layers 0 to 29.", "--layer", "30")]
    [InlineData("There is no head 9: smollm2 has heads 0 to 8.", "--head", "L0H9")]
    public async Task Heads_out_of_range_are_refused(string sentence, params string[] options) =>
        Assert.Equal(sentence, await Run.Refusal(["read", "smollm2", Sentence, .. options]));

    [Fact]
    public async Task A_model_without_pairs_refuses_one() =>
        Assert.Contains("pair", (await Run.Of("read", "smollm2", Sentence, "--pair", "x")).Error);

    [Fact]
    public async Task Minilm_reads_a_pair_and_predicts_nothing()
    {
        var run = await Run.Of("read", "minilm", "A man eats.", "--pair", "He is hungry.");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("0:[CLS] 1:a 2:man 3:eats 4:. 5:[SEP] 6:he", run.Output);
        Assert.Contains("predicts no words", run.Output);
    }

    [Fact]
    public async Task Readings_are_written_where_output_says()
    {
        var (tensors, json) = (Path.Combine(folder, "x.safetensors"), Path.Combine(folder, "x.json"));
        var run = await Run.Of("read", "minilm", "A man eats.", "--output", tensors, "--output", json);
        Assert.Equal(0, run.Code);
        Assert.Contains("Wrote ", run.Error);
        Assert.True(new FileInfo(tensors).Length > 6 * 3 * 6 * 384 * 4);
        using var parsed = JsonDocument.Parse(File.ReadAllText(json));
        Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);
    }

    [Fact]
    public async Task Many_texts_are_read_into_a_folder()
    {
        var rows = Path.Combine(folder, "texts.jsonl");
        File.WriteAllText(rows, """
            {"id": "a", "text": "A man eats."}

            {"id": "b", "ids": [101, 2158, 102]}

            """);
        var readings = Path.Combine(folder, "readings");
        var run = await Run.Of("read", "minilm", "--from", rows, "--output-dir", readings);
        Assert.Equal((0, ""), (run.Code, run.Output));
        Assert.Contains("Reading 2/2 (b), 0:00 left", run.Error);
        Assert.Equal(["a.safetensors", "b.safetensors"], Directory.GetFiles(readings).Select(Path.GetFileName)
            .Order());
    }

    [Fact]
    public async Task Models_lists_what_is_bundled()
    {
        var run = await Run.Of("models");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Matches(@"smollm2 +Llama +30 × 9 \(3 kv\)", run.Output);
        Assert.Matches("minilm +BERT +6 × 12", run.Output);
        Assert.Contains("translate-en-fr", run.Output);
    }

    [Fact]
    public async Task Models_describes_a_path()
    {
        var run = await Run.Of("models", "minilm");
        Assert.Equal(0, run.Code);
        Assert.Matches("family +BERT\nlayers +6\nheads +12\n", run.Output);
    }

    [Fact]
    public async Task Models_refuses_what_is_none() =>
        Assert.NotEmpty(await Run.Refusal("models", Path.Combine(folder, "none")));

    [Fact]
    public async Task Tokens_are_shown_as_a_table()
    {
        var run = await Run.Of("tokenize", "minilm", "Heads look");
        Assert.Equal(0, run.Code);
        Assert.Matches(@"\n0 +101 +\[CLS\] +\[CLS\] +0 +added", run.Output);
        Assert.Matches(@"\n1 +4641 +heads +heads +0–5 +0 +text", run.Output);
        Assert.Equal(0, (await Run.Of("tokenize", "minilm", "")).Code);
    }

    [Fact]
    public async Task Tokens_of_many_texts_are_lines_of_json()
    {
        var rows = Path.Combine(folder, "texts.jsonl");
        File.WriteAllText(rows, """{"id": "a", "text": "Heads look"}""");
        var run = await Run.Of("tokenize", "minilm", "--from", rows, "--no-special-tokens");
        Assert.Equal(
            """{"id":"a","ids":[4641,2298],"tokens":["heads","look"],"spans":[[0,5],[6,10]],""" +
            "\"type_ids\":[0,0],\"decoded\":\"heads look\"}\n", run.Output);
    }
}
