using System.Text.Json;
using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

/// <summary>
/// Queries, keys and values of layer 0, computed from the weights by plain loops, against the golden ones:
/// names, order of rows and columns and every decoder must be right for that.
/// </summary>
public class FirstLayerTests
{
    [Theory]
    [InlineData("gguf/llama-f16/model.gguf")]
    [InlineData("gguf/llama-bf16/model.gguf")]
    [InlineData("gguf/llama-q8_0/model.gguf")]
    [InlineData("gguf/llama-q4_0/model.gguf")]
    [InlineData("gguf/llama-q4_1/model.gguf")]
    [InlineData("families/llama")]
    [InlineData("families/llama-bf16")]
    [InlineData("families/llama-v5-config")]
    public void A_llamas_first_projections_are_golden(string relative)
    {
        using var golden = new Golden(relative);
        var config = golden.Checkpoint.Config;
        var embedding = golden.Weights("model.embed_tokens.weight");
        var gain = golden.Weights("model.layers.0.input_layernorm.weight");
        var size = config.Integer("hidden_size") / config.Integer("num_attention_heads");
        var epsilon = config.Number("rms_norm_eps");
        double[][] inputs =
            [.. golden.Ids.Select(id => RmsNorm(Row(embedding, id, gain.Length), gain, epsilon))];
        foreach (var (kind, rotated) in new[] { ("q", true), ("k", true), ("v", false) })
        {
            var weight = golden.Weights($"model.layers.0.self_attn.{kind}_proj.weight");
            var outputs = inputs.Select(input => MatrixTimes(weight, input)).ToArray();
            golden.AssertHeads(kind, size, (position, i) => rotated
                ? Rotated(outputs[position], i, size, position, config.Rope().Theta)
                : outputs[position][i]);
        }
    }

    [Theory]
    [InlineData("gguf/gpt2-f16/model.gguf")]
    [InlineData("families/gpt2-sharded")]
    [InlineData("families/gpt2-prefix")]
    public void A_gpt2s_first_projections_are_golden(string relative)
    {
        using var golden = new Golden(relative);
        var width = golden.Checkpoint.Config.Integer("n_embd");
        var words = golden.Weights("transformer.wte.weight");
        var positions = golden.Weights("transformer.wpe.weight");
        var weight = golden.Weights("transformer.h.0.attn.c_attn.weight"); // [in, out]
        var bias = golden.Weights("transformer.h.0.attn.c_attn.bias");
        var outputs = golden.Ids.Select((id, position) =>
        {
            var sum = Row(words, id, width).Zip(Row(positions, position, width), (a, b) => a + b).ToArray();
            var x = LayerNorm(sum, golden.Weights("transformer.h.0.ln_1.weight"),
                golden.Weights("transformer.h.0.ln_1.bias"), 1e-5);
            return bias.Select((b, j) => b + x.Select((each, i) => each * weight[i * 3 * width + j]).Sum());
        }).Select(row => row.ToArray()).ToArray();
        var size = width / golden.Checkpoint.Config.Integer("n_head");
        golden.AssertHeads("q", size, (position, i) => outputs[position][i]);
        golden.AssertHeads("k", size, (position, i) => outputs[position][width + i]);
        golden.AssertHeads("v", size, (position, i) => outputs[position][2 * width + i]);
    }

    private static double[] Row(double[] matrix, int row, int width) =>
        matrix[(row * width)..((row + 1) * width)];

    private static double[] MatrixTimes(double[] matrix, double[] x) =>
        [.. matrix.Chunk(x.Length).Select(row => row.Zip(x, (weight, each) => weight * each).Sum())];

    private static double[] RmsNorm(double[] x, double[] gain, double epsilon)
    {
        var scale = 1 / Math.Sqrt(x.Average(each => each * each) + epsilon);
        return [.. x.Select((each, i) => each * scale * gain[i])];
    }

    private static double[] LayerNorm(double[] x, double[] gain, double[] bias, double epsilon)
    {
        var mean = x.Average();
        var scale = 1 / Math.Sqrt(x.Average(each => (each - mean) * (each - mean)) + epsilon);
        return [.. x.Select((each, i) => (each - mean) * scale * gain[i] + bias[i])];
    }

    // Rotate-half: element i < d/2 is paired with i + d/2.
    private static double Rotated(double[] heads, int at, int size, int position, double theta)
    {
        var (start, i, half) = (at / size * size, at % size, size / 2);
        var angle = position * Math.Pow(theta, -2.0 * (i % half) / size);
        var partner = i < half ? -heads[start + i + half] : heads[start + i - half];
        return heads[at] * Math.Cos(angle) + partner * Math.Sin(angle);
    }

    private sealed class Golden : IDisposable
    {
        private readonly SafetensorsFile expected;

        public Golden(string relative)
        {
            var path = Fixtures.PathOf(relative);
            var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
            Checkpoint = Checkpoint.Open(path);
            expected = SafetensorsFile.Open(Path.Combine(folder, "expected.safetensors"));
            using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "cases.json")));
            var single = cases.RootElement.EnumerateArray()
                .Single(each => each.GetProperty("id").GetString() == "single");
            Ids = [.. single.GetProperty("input_ids").EnumerateArray().Select(id => id.GetInt32())];
        }

        public Checkpoint Checkpoint { get; }

        public int[] Ids { get; }

        public double[] Weights(string name) =>
            [.. Checkpoint.Require(name).ToArray().Select(each => (double)each)];

        /// <summary>
        /// Compares with [heads, positions, size]; computed gives element i of all heads at a position.
        /// </summary>
        public void AssertHeads(string kind, int size, Func<int, int, double> computed)
        {
            var values = expected.Tensors[$"single/{kind}.0"].ToArray();
            var tolerance = 1e-4 * values.Max(Math.Abs);
            for (var i = 0; i < values.Length; i++)
            {
                var (head, position) = (i / size / Ids.Length, i / size % Ids.Length);
                Assert.Equal(values[i], computed(position, head * size + i % size), tolerance);
            }
        }

        public void Dispose()
        {
            Checkpoint.Dispose();
            expected.Dispose();
        }
    }
}
