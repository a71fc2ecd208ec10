using System.Diagnostics;
using Headlight.Attention;
using Headlight.Effects;

namespace Headlight.Bench;

/// <summary>Going on with a text, and ranking all heads by switching each off.</summary>
internal static class EffectBenchmark
{
    private const string Text = "The doctor asked the nurse a question. She said";

    public static void Generate()
    {
        using var model = TransformerModel.Load("smollm2");
        foreach (var prompt in new[] { Text, string.Concat(Enumerable.Repeat(Text + " ", 90)).Trim() })
        {
            var rates = Enumerable.Range(0, 4).Select(_ => Rate(model, prompt)).Skip(1).Order().ToArray();
            Console.WriteLine(
                $"after {model.Count(prompt)} tokens: {rates[1]:0.0} tokens a second (median of 3; each step 1 token)");
        }
    }

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

    // The prompt's own run is not counted: the first step is waited for.
    private static double Rate(TransformerModel model, string prompt)
    {
        var written = model.Continue(prompt, new() { MaxNewTokens = 41, IgnoreEnd = true });
        var steps = written.WriteAsync().GetAsyncEnumerator();
        _ = steps.MoveNextAsync().AsTask().Result;
        var watch = Stopwatch.StartNew();
        while (steps.MoveNextAsync().AsTask().Result)
        {
        }
        return 40 / watch.Elapsed.TotalSeconds;
    }

    private static TimeSpan Processor(Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return Process.GetCurrentProcess().TotalProcessorTime - before;
    }
}
