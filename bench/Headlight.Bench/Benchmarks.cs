using System.Diagnostics;
using Headlight.Analysis;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Bench;

/// <summary>The figures of bench/results, each by its name.</summary>
internal static class Benchmarks
{
    private static readonly Dictionary<string, Action> All = new()
    {
        ["load"] = Load,
        ["read"] = ReadBenchmark.SmolLm2,
        ["gpt2"] = ReadBenchmark.Gpt2Small,
        ["gemm"] = GemmPeak.Print,
        ["tokenize"] = Tokenize,
        ["patterns"] = Patterns,
        ["generate"] = GenerateBenchmark.Ours,
        ["generate-plain"] = GenerateBenchmark.WithPlain,
        ["rank"] = EffectBenchmark.Rank,
        ["mediate"] = EffectBenchmark.Mediate,
    };

    public static int Run(string[] names)
    {
        Console.WriteLine(
            $"{Environment.ProcessorCount} processors, .NET {Environment.Version}, " +
            $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, Headlight " +
            $"{typeof(TransformerModel).Assembly.GetName().Version}");
        foreach (var name in names.Length > 0 ? names : [.. All.Keys])
        {
            Console.WriteLine($"\n## {name}");
            All[name]();
        }
        return 0;
    }

    private static void Load()
    {
        foreach (var name in new[] { "minilm", "smollm2" })
        {
            var before = Process.GetCurrentProcess().WorkingSet64;
            var start = Stopwatch.GetTimestamp();
            using var model = TransformerModel.Load(name);
            var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var grown = Process.GetCurrentProcess().WorkingSet64 - before;
            Console.WriteLine(
                $"{name,-8} {time,8:0} ms, memory grew by {grown / 1e6:0} MB for " +
                $"{4 * model.Info.Parameters / 1e6:0} MB of fp32 weights");
        }
    }

    private static void Tokenize()
    {
        const string Sentence = "The doctor asked the nurse a question about the old book, and she said " +
            "it wasn't there in 1999. ";
        var text = string.Concat(Enumerable.Range(0, 1_000_000 / Sentence.Length).Select(i =>
            Sentence.Replace("old", "w" + i)));
        foreach (var name in new[] { "minilm", "smollm2" })
        {
            var tokenizer = TextTokenizer.Load(name);
            Console.WriteLine($"{name,-8} {text.Length / 1e6:0.0} MB of English: " +
                $"{Measured.Of(5, () => tokenizer.Tokenize(text))}");
        }
    }

    private static void Patterns()
    {
        using var model = TransformerModel.Load("smollm2");
        foreach (var length in new[] { 128, 1024 })
        {
            int[] ids = [.. Enumerable.Range(0, length).Select(i => 1000 + i * 37 % 20_000)];
            var reading = model.ReadIdsAsync(ids).GetAwaiter().GetResult();
            var one = Measured.Of(15, () => reading.Layers[14].Heads[0].PatternRows(0, length));
            var all = Measured.Of(3, () =>
            {
                foreach (var head in reading.Layers.SelectMany(layer => layer.Heads))
                {
                    head.PatternRows(0, length);
                }
            });
            var measure = HeadMeasures.For(reading.Sets[0])[0];
            var measured = Measured.Of(3, () =>
            {
                foreach (var head in reading.Layers.SelectMany(layer => layer.Heads))
                {
                    measure.Of(reading.Sets[0], head);
                }
            });
            Console.WriteLine($"{length,5} tokens: one head {one}, all 270 {all}, one measure of all 270 {measured}");
        }
    }
}
