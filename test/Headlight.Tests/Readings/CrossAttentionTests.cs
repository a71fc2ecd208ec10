using Headlight.Attention;
using Headlight.Readings;
using Headlight.Tests.Attention;

namespace Headlight.Tests.Readings;

/// <summary>A reading whose queries and keys are different tokens.</summary>
public class CrossAttentionTests
{
    [Fact]
    public void The_cross_attention_of_an_encoder_decoder_is_a_reading()
    {
        var golden = new GoldenTensors(Path.Combine(Fixtures.PathOf("families/t5"), "expected.safetensors"));
        var sets = new[] { "encoder", "decoder", "cross" }.Select(name => Set(golden, name)).ToList();
        var reading = new Reading(Sample.Info, "", null, sets);

        var failure = Assert.Throws<RequestException>(() => reading.Layers);
        Assert.Contains("3 attention sets (encoder, decoder, cross)", failure.Message);
        var cross = reading.Sets[2];
        foreach (var layer in cross.Layers)
        {
            var expected = golden[$"enc-dec/cross.attn.{layer.Index}"];
            var ours = layer.Heads.SelectMany(head => head.Pattern.Values.ToArray()).ToArray();
            Assert.Equal(expected.Length, ours.Length);
            Assert.True(ours.Zip(expected, (a, b) => Math.Abs(a - b)).Max() <= 1e-5);
        }
    }

    [Fact]
    public void Queries_may_be_fewer_than_keys()
    {
        var shape = new AttentionShape(1, Queries: 2, Keys: 5, Heads: 1, KeyValueHeads: 1, HeadSize: 3);
        var record = new LayerRecord { Shape = shape, Q = new float[6], K = new float[15], V = new float[15] };
        var layer = new LayerReading(0, new AttentionRule { Scale = 1 }, record);
        Assert.Equal((2, 5), (layer.Heads[0].Pattern.Rows, layer.Heads[0].Pattern.Columns));
        Assert.Equal(0.2f, layer.Heads[0].Pattern[1, 4]);
    }

    private static AttentionSet Set(GoldenTensors golden, string name)
    {
        var layers = golden.Names.Where(key => key.StartsWith($"enc-dec/{name}.q.", StringComparison.Ordinal))
            .Select(key => int.Parse(key.Split('.')[^1])).Order().ToList();
        var (queries, keys) = (golden.Shape($"enc-dec/{name}.q.0")[1], golden.Shape($"enc-dec/{name}.k.0")[1]);
        return new AttentionSet(
            name, Sample.Tokens(queries), Sample.Tokens(keys), layers.ConvertAll(layer =>
                Layer(golden, name, layer)));
    }

    private static LayerReading Layer(GoldenTensors golden, string name, int layer)
    {
        string Key(string part) => $"enc-dec/{name}.{part}.{layer}";
        var (q, k) = (golden.Shape(Key("q")), golden.Shape(Key("k")));
        var record = new LayerRecord
        {
            Shape = new AttentionShape(1, q[1], k[1], q[0], k[0], q[2]),
            Q = golden.TokensFirst(Key("q")),
            K = golden.TokensFirst(Key("k")),
            V = golden.TokensFirst(Key("v")),
        };
        return new LayerReading(layer, new AttentionRule { Scale = 1 }, record);
    }
}
