using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

/// <summary>Whatever happens to the bytes of a header, only a HeadlightException comes out.</summary>
public sealed class MutationTests : IDisposable
{
    private const int Rounds = 1200;

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("gguf/llama-q4_0/model.gguf", "model.gguf")]
    [InlineData("gguf/gpt2-f16/model.gguf", "model.gguf")]
    [InlineData("families/bert-cased/model.safetensors", "model.safetensors")]
    [InlineData("families/gpt2-sharded/model.safetensors.index.json", "model.safetensors.index.json")]
    [InlineData("families/llama3-rope-scaling/config.json", "config.json")]
    public void A_damaged_file_is_refused_or_read(string relative, string name)
    {
        var source = Fixtures.PathOf(relative);
        var original = File.ReadAllBytes(source);
        if (Path.GetExtension(source) != ".gguf")
        {
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(source)!))
            {
                folder.Add(Path.GetFileName(file), File.ReadAllBytes(file));
            }
        }
        var outcomes = Enumerable.Range(0, Rounds)
            .Select(seed => Outcome(name, Mutated(original, new Random(seed)), seed)).ToArray();
        Assert.Contains(true, outcomes);
        Assert.Contains(false, outcomes);
    }

    private bool Outcome(string name, byte[] bytes, int seed)
    {
        folder.Add(name, bytes);
        try
        {
            using var checkpoint = Checkpoint.Open(folder.Path);
            checkpoint.Config.Rope();
            foreach (var tensor in checkpoint.Tensors.Values.Where(tensor => tensor.Type.Decode is not null))
            {
                tensor.ToArray();
            }
            return true;
        }
        catch (HeadlightException error)
        {
            Assert.True(error.Message.Length is > 20 and < 1500, $"seed {seed}: {error.Message}");
            return false;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"Seed {seed} breaks the reader of {name}.", error);
        }
    }

    // A few changes near the start, where headers are: bytes, numbers, cuts, repetitions.
    private static byte[] Mutated(byte[] original, Random random)
    {
        var bytes = original.ToList();
        var reach = Math.Min(bytes.Count, random.Next(2) == 0 ? 400 : 12_000);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(Math.Min(reach, bytes.Count));
            var count = Math.Min(random.Next(1, 9), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, count);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, count));
                    break;
                case 4:
                    var extreme = (byte)(random.Next(2) * 255);
                    bytes.RemoveRange(at, count);
                    bytes.InsertRange(at, Enumerable.Repeat(extreme, count));
                    break;
                default:
                    bytes[at] = (byte)"0123456789{}[]\",:-e."[random.Next(20)];
                    break;
            }
            if (bytes.Count == 0)
            {
                break;
            }
        }
        return [.. bytes];
    }
}
