using Headlight.Attention;
using Headlight.Graphs;
using Headlight.Graphs.Onnx;

namespace Headlight.Bench;

/// <summary>Causal attention as an exporter writes it: reshape, transpose, MatMul, Add, Softmax, MatMul.</summary>
internal static class PlainAttention
{
    /// <summary>q, k, v [tokens, heads · size] → z [tokens, heads · size].</summary>
    public static string Add(
        WholeGraph graph, string prefix, string[] qkv, ModelShape shape, AttentionRule rule, bool cached)
    {
        var group = shape.Heads / shape.KeyValueHeads;
        string Split(string name, string value, int heads, int each) => graph.Node(
            "Reshape", prefix + name, value, graph.Integers($"split.{heads}.{each}", -1, heads, each, shape.HeadSize));
        string Turn(string name, string value, params long[] order)
        {
            var attribute = new AttributeProto { Name = "perm", Type = AttributeProto.Types.AttributeType.Ints };
            attribute.Ints.AddRange(order);
            return graph.Node("Transpose", prefix + name, attribute, [value]);
        }

        var kv = shape.KeyValueHeads;
        var q = Turn("q.heads", Split("q.split", qkv[0], kv, group), 1, 2, 0, 3); // [kv, group, tokens, size]
        var k = Split("k.split", qkv[1], kv, 1);
        var v = Turn("v.heads", Split("v.split", qkv[2], kv, 1), 1, 2, 0, 3); // [kv, 1, tokens, size]
        if (cached)
        {
            k = Join(graph, prefix + "k", Turn("k.heads", k, 1, 2, 0, 3), shape);
            k = Turn("k.turned", k, 0, 1, 3, 2);
            v = Join(graph, prefix + "v", v, shape);
        }
        else
        {
            k = Turn("k.heads", k, 1, 2, 3, 0); // [kv, 1, size, tokens]
        }
        var products = graph.Node("MatMul", prefix + "products", q, k);
        var scaled = graph.Node("Mul", prefix + "scaled", products, graph.Number($"scale.{rule.Scale}", rule.Scale));
        var scores = graph.Node("Add", prefix + "scores", scaled, graph.Mask("mask", cached ? "keys" : "rows"));
        var pattern = graph.Node("Softmax", prefix + "pattern", scores);
        var z = Turn("z.rows", graph.Node("MatMul", prefix + "z.heads", pattern, v), 2, 0, 1, 3);
        return graph.Node("Reshape", prefix + "z", z, graph.Integers("joined", -1, shape.Heads * shape.HeadSize));
    }

    /// <summary>The input that takes what came out by this name.</summary>
    public static string PastOf(string present) => present.Replace("present.", "past.", StringComparison.Ordinal);

    // What was so far and the new rows, [kv, 1, keys, size].
    private static string Join(WholeGraph graph, string name, string rows, ModelShape shape)
    {
        var present = "present." + name;
        var past = graph.Past(PastOf(present), shape.KeyValueHeads, shape.HeadSize);
        graph.Node("Concat", present, OnnxTypes.Attribute("axis", 2), [past, rows]);
        return graph.Present(present, shape.KeyValueHeads, shape.HeadSize);
    }
}
