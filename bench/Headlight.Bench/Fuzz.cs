using System.Diagnostics;
using Headlight.Checkpoints;
using Headlight.Tokenization;

namespace Headlight.Bench;

/// <summary>Mutates real files for each parser. Anything but a HeadlightException is a failure.</summary>
internal static class Fuzz
{
    private const int DefaultSeconds = 10;

    public static int Run(string[] args)
    {
        var seconds = args is ["--seconds", var text] && int.TryParse(text, out var number) ? number : DefaultSeconds;
        var targets = Targets();
        var (passed, failed) = (0, 0);
        foreach (var target in targets)
        {
            var (tried, failure) = Run(target, TimeSpan.FromSeconds((double)seconds / targets.Count));
            var verdict = failure?.ToString() ?? "only errors of Headlight's own";
            Console.WriteLine($"{target.Name}: {tried} mutations, {verdict}");
            (passed, failed) = failure is null ? (passed + 1, failed) : (passed, failed + 1);
        }
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static (int Tried, Exception? Failure) Run(FuzzTarget target, TimeSpan time)
    {
        var random = new Random(20_26);
        var clock = Stopwatch.StartNew();
        var tried = 0;
        for (; clock.Elapsed < time; tried++)
        {
            var mutated = Mutation.Of(target.Seed, target.Head, random);
            try
            {
                target.Parse(mutated);
            }
            catch (HeadlightException)
            {
                // what a damaged file should give
            }
            catch (Exception failure)
            {
                return (tried, failure);
            }
        }
        return (tried, null);
    }

    private static List<FuzzTarget> Targets()
    {
        var fixtures = Path.Combine(Repository.Root, "test", "fixtures");
        var scratch = Directory.CreateTempSubdirectory("headlight-fuzz").FullName;
        byte[] Seed(params string[] parts) => File.ReadAllBytes(Path.Combine([fixtures, .. parts]));
        var folder = Path.Combine(fixtures, "families", "llama");
        return
        [
            new("safetensors", Seed("families", "bert", "model.safetensors"), 12_000, bytes =>
            {
                using var file = SafetensorsFile.Open(Write(scratch, "x.safetensors", bytes));
                foreach (var tensor in file.Tensors.Values.Take(3))
                {
                    tensor.ToArray();
                }
            }),
            new("gguf", Seed("gguf", "llama-q4_1", "model.gguf"), 24_000, bytes =>
            {
                using var checkpoint = Checkpoint.Open(Write(scratch, "x.gguf", bytes));
                TokenizerSource.Open(checkpoint).Encode("The doctor asked 12 nurses.");
            }),
            new("tokenizer.json", Seed("families", "llama3-rope-scaling", "tokenizer.json"), int.MaxValue, bytes =>
                Tokenizer.FromJson(bytes, "tokenizer.json").Encode("The doctor asked 12 nurses, don't you?")),
            new("config.json", Seed("families", "llama-yarn", "config.json"), int.MaxValue, bytes =>
            {
                File.Copy(Path.Combine(folder, "model.safetensors"), Path.Combine(scratch,
                    "model.safetensors"), true);
                Write(scratch, "config.json", bytes);
                using var checkpoint = Checkpoint.Open(scratch);
                Models.ModelCatalog.Build(checkpoint);
            }),
        ];
    }

    private static string Write(string folder, string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}

/// <summary>A parser, a valid file for it, and how much of its beginning is worth mutating.</summary>
internal sealed record FuzzTarget(string Name, byte[] Seed, int Head, Action<byte[]> Parse);
