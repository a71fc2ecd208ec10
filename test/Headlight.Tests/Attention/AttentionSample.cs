using Headlight.Attention;

namespace Headlight.Tests.Attention;

/// <summary>Random q, k, v of a realistic scale for a shape, and a rule with the parts asked for.</summary>
internal sealed record AttentionSample(
    AttentionShape Shape, AttentionRule Rule, float[] Q, float[] K, float[] V)
{
    private static readonly int[] HeadSizes = [1, 3, 12, 16, 32, 64, 80, 128];

    public static AttentionSample Random(int seed)
    {
        var random = new Random(seed);
        var causal = random.Next(2) == 0;
        var keyValueHeads = random.Next(1, 4);
        var heads = keyValueHeads * random.Next(1, 4);
        var keys = random.Next(1, 120);
        var queries = causal ? random.Next(1, keys + 1) : random.Next(1, 120);
        var shape = new AttentionShape(
            random.Next(1, 3), queries, keys, heads, keyValueHeads, HeadSizes[random.Next(HeadSizes.Length)],
            causal ? keys - queries : random.Next(4) == 0 ? random.Next(keys) : 0);
        return Random(shape, RandomRule(random, shape, causal), seed);
    }

    public static AttentionSample Random(AttentionShape shape, AttentionRule rule, int seed = 1)
    {
        var random = new Random(seed);
        return new AttentionSample(
            shape, rule, Normal(random, shape.QuerySize, 1.2), Normal(random, shape.KeySize, 1.2),
            Normal(random, shape.KeySize, 1));
    }

    /// <summary>So large that threads share the work: 2 texts of 200 tokens, grouped heads, causal.</summary>
    public static AttentionSample Large() => Random(
        new AttentionShape(2, 200, 211, 6, 2, 48, FirstQuery: 11),
        new AttentionRule { Scale = 0.15f, Causal = true, Window = 150 });

    public float[] Run(int threads = 1)
    {
        var z = new float[Shape.QuerySize];
        Attend.Run(Q, K, V, Shape, Rule, z, threads, TestContext.Current.CancellationToken);
        return z;
    }

    public float[] Pattern(int batch, int head)
    {
        var rows = new float[Shape.Queries * Shape.Keys];
        Attend.Pattern(Q, K, Shape, Rule, batch, head, 0, Shape.Queries, rows);
        return rows;
    }

    public float[] Scores(int batch, int head)
    {
        var rows = new float[Shape.Queries * Shape.Keys];
        Attend.Scores(Q, K, Shape, Rule, batch, head, 0, Shape.Queries, rows);
        return rows;
    }

    public static float[] Normal(Random random, long count, double deviation)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            values[i] = (float)(deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
        return values;
    }

    private static AttentionRule RandomRule(Random random, AttentionShape shape, bool causal) => new()
    {
        Scale = 1 / MathF.Sqrt(shape.HeadSize),
        Causal = causal,
        Window = random.Next(3) == 0 ? random.Next(1, 70) : null,
        SoftCap = random.Next(4) == 0 ? 5 + 40 * random.NextSingle() : null,
        Bias = random.Next(3) == 0 ? RandomBias(random, shape.Heads) : null,
        Sinks = random.Next(4) == 0 ? Normal(random, shape.Heads, 2) : null,
    };

    private static OffsetBias RandomBias(Random random, int heads)
    {
        var values = new float[heads, random.Next(1, 200)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i / values.GetLength(1), i % values.GetLength(1)] = 4 * random.NextSingle() - 2;
        }
        return new OffsetBias(values, random.Next(values.GetLength(1)));
    }
}
