using System.Diagnostics;

namespace Headlight.Bench;

/// <summary>Going on with a text, alone and beside one plain graph with a cache.</summary>
internal static class GenerateBenchmark
{
    private const string Text = "The doctor asked the nurse a question. She said";
    private const int Steps = 40;

    private static readonly string[] Prompts =
        [Text, string.Concat(Enumerable.Repeat(Text + " ", 90)).Trim()];

    public static void Ours()
    {
        using var model = TransformerModel.Load("smollm2");
        foreach (var prompt in Prompts)
        {
            var rate = Median(Enumerable.Range(0, 4).Select(_ => Rate(Written(model, prompt))).Skip(1));
            Console.WriteLine(
                $"after {model.Count(prompt)} tokens: {rate:0.0} tokens a second (median of 3; each step 1 token)");
        }
    }

    public static void WithPlain()
    {
        using var model = TransformerModel.Load("smollm2");
        using var plain = new PlainGenerator("smollm2", new ModelOptions().Threads);
        foreach (var prompt in Prompts)
        {
            int[] ids = [.. model.Tokenize(prompt).Select(token => token.Id)];
            Same(Written(model, prompt), plain.Write(ids), ids.Length);
            // In turn, so that a busy moment of the machine meets both; the first pair warms up.
            var pairs = Enumerable.Range(0, 4)
                .Select(_ => (Ours: Rate(Written(model, prompt)), Plain: Rate(plain.Write(ids)))).Skip(1).ToList();
            var (ours, theirs) = (Median(pairs.Select(pair => pair.Ours)), Median(pairs.Select(pair => pair.Plain)));
            Console.WriteLine(
                $"after {ids.Length} tokens: {ours:0.0} tokens a second, plain graph {theirs:0.0}, ratio " +
                $"{ours / theirs:0.00} (medians of 3; pairs: " +
                $"{string.Join(", ", pairs.Select(pair => $"{pair.Ours:0.0} / {pair.Plain:0.0}"))})");
        }
    }

    private static void Same(IEnumerable<int> ours, IEnumerable<int> plain, int after)
    {
        var (first, second) = (ours.Take(Steps).ToArray(), plain.Take(Steps).ToArray());
        if (!first.SequenceEqual(second))
        {
            throw new InvalidOperationException(
                $"After {after} tokens the two write different ids, {string.Join(" ", first)} and " +
                $"{string.Join(" ", second)}: there is nothing to compare.");
        }
    }

    private static IEnumerable<int> Written(TransformerModel model, string prompt) => model
        .Continue(prompt, new() { MaxNewTokens = Steps + 1, IgnoreEnd = true }).WriteAsync()
        .ToBlockingEnumerable().Select(token => token.Id);

    // The prompt's own run is not counted: the first step is waited for.
    private static double Rate(IEnumerable<int> written)
    {
        using var ids = written.GetEnumerator();
        _ = ids.MoveNext();
        var watch = Stopwatch.StartNew();
        for (var step = 0; step < Steps && ids.MoveNext(); step++)
        {
        }
        return Steps / watch.Elapsed.TotalSeconds;
    }

    private static double Median(IEnumerable<double> three) => three.Order().ElementAt(1);
}
