using Headlight.Readings;
using Headlight.Tests.Attention;

namespace Headlight.Tests.Models;

/// <summary>Whole models, from text to logits, against Hugging Face transformers.</summary>
public class GoldenModelTests
{
    private static readonly ReadOptions Everything = new() { Z = true, States = true, AllLogits = true };

    public static TheoryData<string> Tiny =>
    [
        .. new[]
        {
            "bert", "bert-base-no-prefix", "bert-cased", "gpt2", "gpt2-prefix", "gpt2-sharded", "gpt2-fp16",
            "gpt2-inverse", "llama", "llama-bf16", "llama-linear-rope", "llama-yarn", "llama3-rope-scaling",
            "llama-v5-config",
        }.Select(name => $"families/{name}"),
        .. new[] { "llama-f16", "llama-bf16", "llama-q8_0", "llama-q4_0", "llama-q4_1", "gpt2-f16" }
            .Select(name => $"gguf/{name}"),
    ];

    [Theory]
    [MemberData(nameof(Tiny))]
    public void A_tiny_checkpoint_gives_the_golden_reading(string fixture)
    {
        var folder = Fixtures.PathOf(fixture);
        var path = fixture.StartsWith("gguf/", StringComparison.Ordinal) ? Path.Combine(folder, "model.gguf")
            : folder;
        Check(fixture, path, patterns: 1e-5, others: 1e-4);
    }

    [Theory]
    [InlineData("real/minilm", "minilm")]
    [InlineData("real/smollm2", "smollm2")]
    public void A_bundled_model_gives_the_golden_reading(string fixture, string model) =>
        Check(fixture, model, patterns: 1e-3, others: 1e-3);

    private static void Check(string fixture, string path, double patterns, double others)
    {
        var folder = Fixtures.PathOf(fixture);
        var golden = new GoldenTensors(Path.Combine(folder, "expected.safetensors"));
        using var model = TransformerModel.Load(path);
        var differences = new List<GoldenDifference>();
        foreach (var sample in GoldenCase.Of(folder))
        {
            var reading = model.Read(sample.Text, sample.Pair, Everything);
            CheckTokens(sample, reading);
            differences.Add(new GoldenDifference(golden, sample.Id, reading).All());
            CheckGreedy(sample, golden, model, others);
        }
        var (pattern, other) = (differences.Max(d => d.Patterns), differences.MaxBy(d => d.Others)!);
        DifferenceLog.Write(
            fixture, $"{differences.Sum(d => d.Compared)} tensors, patterns {pattern:e1}, others " +
                $"{other.Others:e1} ({other.WorstOther})");
        Assert.True(differences.Sum(d => d.Compared) > 3);
        Assert.True(pattern <= patterns, $"{fixture}: a weight of a pattern is wrong by {pattern:e2}");
        Assert.True(other.Others <= others, $"{fixture}: {other.WorstOther} is wrong by {other.Others:e2} " +
            $"of its greatest value");
    }

    private static void CheckTokens(GoldenCase sample, Reading reading)
    {
        Assert.Equal(sample.Ids, reading.Tokens.Select(token => token.Id));
        Assert.Equal(sample.Tokens, reading.Tokens.Select(token => token.Piece));
        if (sample.TypeIds is { } types)
        {
            Assert.Equal(types, reading.Tokens.Select(token => token.TypeId));
        }
        if (sample.Offsets is { } offsets)
        {
            Assert.Equal(offsets, reading.Tokens.Select(token => Span(sample, token)));
        }
    }

    private static (int, int) Span(GoldenCase sample, Token token)
    {
        var text = token.Source == TokenSource.Pair ? sample.Pair! : sample.Text;
        return (GoldenCase.CodePoints(text, token.Span.Start.Value), GoldenCase.CodePoints(text,
            token.Span.End.Value));
    }

    // Greedy decoding in one forced pass: the logits at every position must name the next golden id.
    private static void CheckGreedy(GoldenCase sample, GoldenTensors golden, TransformerModel model, double tolerance)
    {
        if (sample.Generated is not { Length: > 0 } generated)
        {
            return;
        }
        var options = new ReadOptions { AllLogits = true };
        var forced = model.ReadIdsAsync([.. sample.Ids, .. generated[..^1]], null, options).GetAwaiter().GetResult();
        var rows = Enumerable.Range(sample.Ids.Length - 1, generated.Length)
            .Select(row => forced.Logits!.Row(row).ToArray()).ToList();
        Assert.Equal(generated, rows.Select(row => Array.IndexOf(row, row.Max())));
        if (golden.Has($"{sample.Id}/step_logits"))
        {
            var theirs = golden[$"{sample.Id}/step_logits"];
            var worst = rows.SelectMany(row => row).Zip(theirs, (a, b) => Math.Abs(a - b)).Max();
            Assert.True(worst <= tolerance * theirs.Max(Math.Abs),
                $"{sample.Id}: step logits are wrong by {worst:e2}");
        }
    }
}
