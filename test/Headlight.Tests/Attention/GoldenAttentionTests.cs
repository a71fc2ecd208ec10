using System.Text.Json;
using Headlight.Attention;

namespace Headlight.Tests.Attention;

/// <summary>Patterns and z of Hugging Face transformers, derived from its own q, k and v.</summary>
public class GoldenAttentionTests
{
    [Theory]
    [InlineData("bert")]
    [InlineData("gpt2")]
    [InlineData("gpt2-inverse")]
    [InlineData("llama")]
    [InlineData("llama-yarn")]
    [InlineData("mistral")]
    [InlineData("gpt-oss")]
    [InlineData("gemma2")]
    [InlineData("bloom")]
    [InlineData("t5")]
    public void Patterns_and_z_are_the_golden_ones(string family)
    {
        var folder = Fixtures.PathOf($"families/{family}");
        var golden = new GoldenTensors(Path.Combine(folder, "expected.safetensors"));
        var sites = golden.Names
            .Where(name => name.Contains("attn.") && golden.Has(name.Replace("attn.", "q.")));
        var (patternError, zError, count) = (0.0, 0.0, 0);
        foreach (var site in sites)
        {
            var sample = Sample(folder, family, golden, site);
            patternError = Math.Max(patternError, PatternError(sample, golden[site]));
            zError = Math.Max(zError, ZError(sample, golden, site.Replace("attn.", "z.")));
            count++;
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{family}: {count} sites, largest difference of a weight {patternError:e1}, of z {zError:e1}");
        Assert.True(count >= 2);
        Assert.True(patternError <= 1e-5, $"{family}: a weight is wrong by {patternError:e2}");
        Assert.True(zError <= 1e-4, $"{family}: z is wrong by {zError:e2} of its greatest value");
    }

    private static AttentionSample Sample(string folder, string family, GoldenTensors golden, string site)
    {
        string Name(string kind) => site.Replace("attn.", kind + ".");
        var (q, k) = (golden.Shape(Name("q")), golden.Shape(Name("k")));
        var shape = new AttentionShape(1, q[1], k[1], q[0], k[0], q[2]);
        return new AttentionSample(
            shape, Rule(folder, family, golden, site),
            golden.TokensFirst(Name("q")), golden.TokensFirst(Name("k")),
            golden.Has(Name("v")) ? golden.TokensFirst(Name("v")) : []);
    }

    private static AttentionRule Rule(string folder, string family, GoldenTensors golden, string site)
    {
        var set = site.Contains("encoder.") ? "encoder" : site.Contains("decoder.") ? "decoder"
            : site.Contains("cross.") ? "cross" : "self";
        var layer = int.Parse(site[(site.LastIndexOf('.') + 1)..]);
        var bias = site.Replace("attn.", "bias.");
        using var notes = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "notes.json")));
        return new AttentionRule
        {
            Scale = notes.RootElement.GetProperty("scale_by_layer").GetProperty(set)[layer].GetSingle(),
            Causal = family != "bert" && set is "self" or "decoder",
            Window = family switch
            {
                "mistral" => 10,
                "gpt-oss" when layer == 0 => 10,
                "gemma2" when layer % 2 == 0 => 9,
                _ => null,
            },
            SoftCap = family == "gemma2" ? 5 : null,
            Sinks = family == "gpt-oss" ? Sinks(folder, layer) : null,
            Bias = golden.Has(bias)
                ? ByOffset(golden[bias], golden.Shape(bias), perRow: family == "bloom")
                : null,
        };
    }

    private static float[] Sinks(string folder, int layer) =>
        new GoldenTensors(Path.Combine(folder, "model.safetensors"))[$"model.layers.{layer}.self_attn.sinks"];

    // bloom stores slope · key position, which differs from slope · offset by a constant in each row.
    private static OffsetBias ByOffset(float[] stored, int[] shape, bool perRow)
    {
        var (heads, tokens) = (shape[0], shape[1]);
        var values = new float[heads, 2 * tokens - 1];
        for (var head = 0; head < heads; head++)
        {
            for (var query = 0; query < tokens; query++)
            {
                var row = stored.AsSpan((head * tokens + query) * tokens, tokens);
                for (var key = 0; key < tokens; key++)
                {
                    values[head, key - query + tokens - 1] = row[key] - (perRow ? row[query] : 0);
                }
            }
        }
        return new OffsetBias(values, tokens - 1);
    }

    private static double PatternError(AttentionSample sample, float[] golden) =>
        Enumerable.Range(0, sample.Shape.Heads).SelectMany(head => sample.Pattern(0, head))
            .Zip(golden, (ours, theirs) => Math.Abs((double)ours - theirs)).Max();

    private static double ZError(AttentionSample sample, GoldenTensors golden, string name)
    {
        if (!golden.Has(name))
        {
            return 0;
        }
        var theirs = golden.TokensFirst(name);
        return sample.Run().Zip(theirs, (a, b) => Math.Abs((double)a - b)).Max() / theirs.Max(Math.Abs);
    }
}
