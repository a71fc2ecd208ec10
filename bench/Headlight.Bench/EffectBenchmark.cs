using System.Diagnostics;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Mediation;

namespace Headlight.Bench;

/// <summary>Ranking all heads by switching each off, and mediation of pairs.</summary>
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

    /// <summary>Mediation of ten pairs, all heads, layers and the model; one of them also by whole runs.</summary>
    public static void Mediate()
    {
        using var model = TransformerModel.Load("smollm2");
        var pairs = PairFile.Open("winobias").Take(10).ToArray();
        _ = model.MediateAsync(pairs[0], new() { Heads = [new(0, 0)] }).Result;
        var watch = Stopwatch.StartNew();
        var ours = Processor(() => Array.ForEach(pairs, pair => _ = model.MediateAsync(pair).Result));
        var wall = watch.Elapsed;
        var memory = Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;
        var one = Processor(() => _ = model.MediateAsync(pairs[0]).Result);
        var naive = Processor(() => WholeRuns(model, pairs[0]));
        Console.WriteLine(
            $"10 pairs: {ours.TotalSeconds / 10:0.0} s of processor time each, {wall.TotalSeconds:0} s in all; peak " +
            $"memory {memory:0} MB. The first pair: {one.TotalSeconds:0.0} s, by whole runs " +
            $"{naive.TotalSeconds:0} s, " +
            $"{naive / one:0.0} times as much");
    }

    // Two continuations after two prompts, with the patterns of every head, every layer and all of them exchanged.
    private static void WholeRuns(TransformerModel model, PromptPair pair)
    {
        var (she, he) = (model.Read(pair.PromptShe), model.Read(pair.PromptHe));
        var layers = Enumerable.Range(0, model.Info.Layers);
        HeadChoice[] all =
        [
            HeadChoice.All, .. layers.Select(layer => new HeadChoice(layer, null)),
            .. layers.SelectMany(layer => Enumerable.Range(0, model.Info.Heads).Select(
                head => new HeadChoice(layer, head))),
        ];
        foreach (var heads in all)
        {
            foreach (var candidate in new[] { pair.CandidateStereo, pair.CandidateAnti })
            {
                _ = model.LogProbabilitiesAsync(pair.PromptShe, candidate, [he.PatternsFor(heads)]).Result;
                _ = model.LogProbabilitiesAsync(pair.PromptHe, candidate, [she.PatternsFor(heads)]).Result;
            }
        }
    }

    private static TimeSpan Processor(Action work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return Process.GetCurrentProcess().TotalProcessorTime - before;
    }
}
