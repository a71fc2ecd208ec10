using System.Runtime.InteropServices;
using System.Text.Json;

namespace Headlight.Bench;

/// <summary>A checkpoint of the shape of GPT-2 small (12 × 12 × 768) with random weights, for a time only.</summary>
internal static class RandomGpt2
{
    private const int Layers = 12, Width = 768, Vocabulary = 50_257, Positions = 1024;

    /// <summary>Writes it into a folder of its own; the caller deletes that.</summary>
    public static string Write()
    {
        var folder = Directory.CreateTempSubdirectory("headlight-bench-").FullName;
        File.Copy(
            Path.Combine(Repository.Root, "test/fixtures/tokenizers/gpt2/tokenizer.json"),
            Path.Combine(folder, "tokenizer.json"));
        File.WriteAllText(
            Path.Combine(folder, "config.json"),
            $$"""
            {"model_type": "gpt2", "n_layer": {{Layers}}, "n_head": 12, "n_embd": {{Width}},
             "n_positions": {{Positions}}, "vocab_size": {{Vocabulary}}}
            """);
        WriteTensors(Path.Combine(folder, "model.safetensors"), [.. Tensors()]);
        return folder;
    }

    private static IEnumerable<(string Name, int[] Shape)> Tensors()
    {
        yield return ("wte.weight", [Vocabulary, Width]);
        yield return ("wpe.weight", [Positions, Width]);
        for (var layer = 0; layer < Layers; layer++)
        {
            foreach (var norm in new[] { "ln_1", "ln_2" })
            {
                yield return ($"h.{layer}.{norm}.weight", [Width]);
                yield return ($"h.{layer}.{norm}.bias", [Width]);
            }
            foreach (var (name, @in, @out) in new[]
            {
                ("attn.c_attn", Width, 3 * Width), ("attn.c_proj", Width, Width),
                ("mlp.c_fc", Width, 4 * Width), ("mlp.c_proj", 4 * Width, Width),
            })
            {
                yield return ($"h.{layer}.{name}.weight", [@in, @out]);
                yield return ($"h.{layer}.{name}.bias", [@out]);
            }
        }
        yield return ("ln_f.weight", [Width]);
        yield return ("ln_f.bias", [Width]);
    }

    private static void WriteTensors(string path, (string Name, int[] Shape)[] tensors)
    {
        var header = new Dictionary<string, object>();
        long offset = 0;
        foreach (var (name, shape) in tensors)
        {
            var end = offset + 4L * shape.Aggregate(1, (product, size) => product * size);
            header[name] = new { dtype = "F32", shape, data_offsets = new[] { offset, end } };
            offset = end;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        using var file = File.Create(path);
        file.Write(BitConverter.GetBytes((long)json.Length));
        file.Write(json);
        var random = new Random(1);
        foreach (var (_, shape) in tensors)
        {
            var values = new float[shape.Aggregate(1, (product, size) => product * size)];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = (random.NextSingle() - 0.5f) * 0.07f; // standard deviation .02, as GPT-2 starts from
            }
            file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        }
    }
}
