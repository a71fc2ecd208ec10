using System.Diagnostics;
using Headlight.Attention;
using Headlight.Effects;

namespace Headlight.Bench;

/// <summary>Ranking all heads by switching each off.</summary>
internal static class EffectBenchmark
{
    private const string Text = "The doctor asked the nurse a question. She said";

    public static void Rank()
    {
        using var model = TransformerModel.Load("smollm2");
        var means = model.HeadMeansAsync().Result;
        var plain = model.Read(Text);
        var heads = model.Info.Layers * model.Info.Heads;
        var ours = Processor(() => _ = model.RankHeadsAsync(plain, means.Off, new NextWordDivergence()).Result);
        var naive = Processor(() =>
        {
            for (var i = 0; i < heads; i++)
            {
                var head = new HeadChoice(i / model.Info.Heads, i % model.Info.Heads);
                _ = model.EditAsync(plain, [means.Off(head)]).Result;
            }
        });
        Console.WriteLine(
            $"{heads} heads switched off on {plain.Tokens.Count} tokens: {ours.TotalSeconds:0.0} s of processor " +
            $"time, whole runs {naive.TotalSeconds:0.0} s, {naive / ours:0.0} times as much");
    }

    private static TimeSpan Processor(Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return Process.GetCurrentProcess().TotalProcessorTime - before;
    }
}
