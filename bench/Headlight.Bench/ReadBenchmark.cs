using System.Diagnostics;
using Headlight.Checkpoints;
using Headlight.Models;

namespace Headlight.Bench;

/// <summary>Readings of 16 to 1,024 tokens: recorded, not recorded, and the same weights as one plain graph.</summary>
internal static class ReadBenchmark
{
    private static readonly int[] Lengths = [16, 128, 512, 1024];

    public static void SmolLm2() => Run("smollm2");

    public static void Gpt2Small()
    {
        var folder = RandomGpt2.Write();
        try
        {
            Run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(string path)
    {
        using var model = TransformerModel.Load(path);
        Read(model, Ids(Lengths[^1]), record: true);
        Console.WriteLine($"peak memory of 1,024 tokens {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB");
        using var plain = new PlainGraph(path, Environment.ProcessorCount);
        Console.WriteLine(
            "tokens: recording, without, ratio; plain graph, ratio of recording to it; operations per second");
        foreach (var length in Lengths)
        {
            var ids = Ids(length);
            Check(Read(model, ids, record: false), plain.Run(ids));
            var times = Measured.InTurn(
                length < 200 ? 25 : 9,
                () => Read(model, ids, record: true), () => Read(model, ids, record: false), () => plain.Run(ids));
            var (on, off, one) = (times[0], times[1], times[2]);
            var speed = Operations(path, length) / (off.Median / 1e3);
            Console.WriteLine(
                $"{length,5}: {on}, {off}, {on.Median / off.Median:0.00}; {one}, " +
                $"{on.Median / one.Median:0.00}; {speed / 1e9:0} GFLOP/s");
        }
    }

    private static int[] Ids(int length) => [.. Enumerable.Range(0, length).Select(i => 1000 + i * 37 % 20_000)];

    private static float[] Read(TransformerModel model, int[] ids, bool record) =>
        model.ReadIdsAsync(ids, null, new ReadOptions { Attention = record }).GetAwaiter().GetResult()
            .LastLogits.ToArray();

    private static void Check(float[] ours, float[] plain)
    {
        var scale = ours.Max(Math.Abs);
        var difference = ours.Zip(plain, (a, b) => Math.Abs(a - b)).Max() / scale;
        if (!(difference < 1e-3))
        {
            throw new InvalidOperationException(
                $"The plain graph is not the same model: logits differ by {difference}.");
        }
    }

    // Two per multiplication and addition: the linear layers, and the visible half of q·k and pattern·v.
    private static double Operations(string path, int tokens)
    {
        using var checkpoint = Checkpoint.Open(ModelLocator.Find(path));
        var definition = ModelCatalog.Build(checkpoint);
        var shape = definition.Shape;
        var linear = definition.Blocks.SelectMany(block => new[] { block.Before, block.After })
            .SelectMany(graph => graph.Weights).Where(weight => weight.Shape.Length == 2)
            .Sum(weight => 2.0 * weight.Shape[0] * weight.Shape[1]);
        var attention = 2.0 * tokens * shape.Heads * shape.HeadSize * shape.Layers;
        return tokens * (linear + attention) + 2.0 * shape.Width * shape.Vocabulary;
    }
}
