using Headlight.Attention;

namespace Headlight.Tests.Attention;

/// <summary>The attention of one query by plain loops in double precision: these tests' oracle.</summary>
internal static class PlainAttention
{
    /// <summary>Scaled, capped, biased scores; NaN where the key is masked.</summary>
    public static double[] Scores(AttentionSample sample, int batch, int head, int query)
    {
        var (shape, rule) = (sample.Shape, sample.Rule);
        var scores = new double[shape.Keys];
        for (var key = 0; key < shape.Keys; key++)
        {
            var offset = key - (shape.FirstQuery + query);
            var masked = IsMasked(rule, offset);
            scores[key] = masked ? double.NaN : Score(sample, batch, head, query, key, offset);
        }
        return scores;
    }

    /// <summary>Weights over all keys.</summary>
    public static double[] Pattern(AttentionSample sample, int batch, int head, int query)
    {
        var scores = Scores(sample, batch, head, query);
        var seen = scores.Where(score => !double.IsNaN(score)).ToList();
        if (sample.Rule.Sinks is { } sinks)
        {
            seen.Add(sinks[head]);
        }
        var max = seen.Count > 0 ? seen.Max() : 0;
        var sum = seen.Sum(score => Math.Exp(score - max));
        return [.. scores.Select(score => double.IsNaN(score) ? 0 : Math.Exp(score - max) / sum)];
    }

    /// <summary>z for these weights.</summary>
    public static double[] Mix(double[] pattern, AttentionSample sample, int batch, int head)
    {
        var z = new double[sample.Shape.HeadSize];
        for (var key = 0; key < pattern.Length; key++)
        {
            for (var i = 0; i < z.Length; i++)
            {
                z[i] += pattern[key] * sample.V[KeyIndex(sample.Shape, batch, key, head, i)];
            }
        }
        return z;
    }

    public static bool IsMasked(AttentionRule rule, int offset) =>
        rule.Causal && offset > 0 || rule.Window is { } window && Math.Abs(offset) >= window;

    public static int QueryIndex(AttentionShape shape, int batch, int query, int head, int i = 0) =>
        ((batch * shape.Queries + query) * shape.Heads + head) * shape.HeadSize + i;

    public static int KeyIndex(AttentionShape shape, int batch, int key, int head, int i = 0) =>
        ((batch * shape.Keys + key) * shape.KeyValueHeads + head / (shape.Heads / shape.KeyValueHeads))
        * shape.HeadSize + i;

    private static double Score(AttentionSample sample, int batch, int head, int query, int key, int offset)
    {
        var (shape, rule, score) = (sample.Shape, sample.Rule, 0.0);
        var (q, k) = (QueryIndex(shape, batch, query, head), KeyIndex(shape, batch, key, head));
        for (var i = 0; i < shape.HeadSize; i++)
        {
            score += (double)sample.Q[q + i] * sample.K[k + i];
        }
        score *= rule.Scale;
        score = rule.SoftCap is { } cap ? cap * Math.Tanh(score / cap) : score;
        return rule.Bias is { Values: var table, Center: var center }
            ? score + table[head, Math.Clamp(offset + center, 0, table.GetLength(1) - 1)]
            : score;
    }
}
