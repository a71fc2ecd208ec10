using Headlight.Attention;
using Headlight.Graphs;
using Headlight.Graphs.Onnx;

namespace Headlight.Bench;

/// <summary>Causal attention as an exporter writes it: reshape, transpose, MatMul, Add, Softmax, MatMul.</summary>
internal static class PlainAttention
{
    /// <summary>q, k, v [tokens, heads · size] → z [tokens, heads · size].</summary>
    public static string Add(
        WholeGraph graph, string prefix, string[] qkv, ModelShape shape, AttentionRule rule)
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
        var k = Turn("k.heads", Split("k.split", qkv[1], kv, 1), 1, 2, 3, 0); // [kv, 1, size, tokens]
        var v = Turn("v.heads", Split("v.split", qkv[2], kv, 1), 1, 2, 0, 3); // [kv, 1, tokens, size]
        var products = graph.Node("MatMul", prefix + "products", q, k);
        var scaled = graph.Node("Mul", prefix + "scaled", products, graph.Number($"scale.{rule.Scale}", rule.Scale));
        var scores = graph.Node("Add", prefix + "scores", scaled, graph.Square("mask"));
        var pattern = graph.Node("Softmax", prefix + "pattern", scores);
        var z = Turn("z.rows", graph.Node("MatMul", prefix + "z.heads", pattern, v), 2, 0, 1, 3);
        return graph.Node("Reshape", prefix + "z", z, graph.Integers("joined", -1, shape.Heads * shape.HeadSize));
    }
}
