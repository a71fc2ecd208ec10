using Headlight.Attention;

namespace Headlight.Tests.Attention;

/// <summary>The attention of one head by plain loops in double precision: the oracle of these tests.</summary>
internal static class PlainAttention
{
    /// <summary>Scaled, capped, biased score, or null where the key is masked.</summary>
    public static double? Score(
        float[] q, float[] k, AttentionShape shape, AttentionRule rule, int batch, int head, int query, int key)
    {
        var offset = key - (shape.FirstQuery + query);
        if (rule.Causal && offset > 0 || rule.Window is { } window && Math.Abs((long)offset) >= window)
        {
            return null;
        }
        var score = 0.0;
        for (var i = 0; i < shape.HeadSize; i++)
        {
            score += (double)q[QueryIndex(shape, batch, query, head, i)] * k[KeyIndex(shape, batch, key, head, i)];
        }
        score *= rule.Scale;
        if (rule.SoftCap is { } cap)
        {
            score = cap * Math.Tanh(score / cap);
        }
        if (rule.Bias is { } bias)
        {
            score += bias.Values[head, Math.Clamp(offset + bias.Center, 0, bias.Values.GetLength(1) - 1)];
        }
        return score;
    }

    /// <summary>Weights of one query over all keys.</summary>
    public static double[] Pattern(
        float[] q, float[] k, AttentionShape shape, AttentionRule rule, int batch, int head, int query)
    {
        var scores = Enumerable.Range(0, shape.Keys)
            .Select(key => Score(q, k, shape, rule, batch, head, query, key)).ToArray();
        double? sink = rule.Sinks?[head];
        var max = scores.Append(sink).Max() ?? 0;
        var sum = scores.Append(sink).Sum(score => score is { } s ? Math.Exp(s - max) : 0);
        return [.. scores.Select(score => score is { } s ? Math.Exp(s - max) / sum : 0)];
    }

    /// <summary>z of one query.</summary>
    public static double[] Mix(double[] pattern, float[] v, AttentionShape shape, int batch, int head) =>
        [.. Enumerable.Range(0, shape.HeadSize).Select(i => Enumerable.Range(0, shape.Keys)
            .Sum(key => pattern[key] == 0 ? 0 : pattern[key] * v[KeyIndex(shape, batch, key, head, i)]))];

    public static int QueryIndex(AttentionShape shape, int batch, int query, int head, int i) =>
        ((batch * shape.Queries + query) * shape.Heads + head) * shape.HeadSize + i;

    public static int KeyIndex(AttentionShape shape, int batch, int key, int head, int i) =>
        ((batch * shape.Keys + key) * shape.KeyValueHeads + head / (shape.Heads / shape.KeyValueHeads))
        * shape.HeadSize + i;
}
