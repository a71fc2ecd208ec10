using Headlight.Attention;
using Headlight.Checkpoints;
using Headlight.Graphs;

namespace Headlight.Models;

/// <summary>
/// Llama (Touvron et al. 2023): causal, grouped-query attention, rotary positions, RMSNorm before each sub-layer,
/// gated MLP. Follows modeling_llama.py of Hugging Face transformers.
/// </summary>
internal static class Llama
{
    public static ModelDefinition Build(Checkpoint checkpoint)
    {
        var config = checkpoint.Config;
        config.Expect("is_causal", "true", "a Llama looks back only");
        var shape = Shape(checkpoint, config);
        config.Divides("num_key_value_heads", shape.KeyValueHeads, "num_attention_heads", shape.Heads);
        var prefix = checkpoint.PrefixOf("embed_tokens.weight", "model.", "");
        var parts = new BlockParts(
            shape, config.Integer("intermediate_size"), config.Activation("hidden_act", "silu"),
            config.Number("rms_norm_eps", 1e-6), config.Flag("attention_bias", false),
            config.Flag("mlp_bias", false));
        var rule = new AttentionRule
        {
            Scale = (float)(1 / Math.Sqrt(shape.HeadSize)),
            Causal = true,
            Rotary = RotaryScaling.Positions(config, shape.HeadSize, checkpoint),
        };
        return new ModelDefinition
        {
            Family = "Llama",
            Shape = shape,
            Embed = GraphPart.Embeddings(prefix.TrimEnd('.'), scope =>
                scope.Embedding("embed_tokens", shape.Vocabulary, shape.Width, RowIndex.Token)),
            Blocks =
            [
                .. Enumerable.Range(0, shape.Layers).Select(layer => BlockCutter.Cut(
                    $"{prefix}layers.{layer}", shape.Width, (scope, x) => Block(scope, x, parts))),
            ],
            Rules = [.. Enumerable.Repeat(rule, shape.Layers)],
            Final = GraphPart.From(shape.Width, (scope, x) => scope.RmsNorm(prefix + "norm", x, parts.Epsilon)),
            Head = Headless(checkpoint, prefix) ? null : GraphPart.From(shape.Width, (scope, x) => scope.Unembed(
                checkpoint.Unembedding(prefix + "embed_tokens.weight", "lm_head.weight", tied: false),
                x, shape.Vocabulary)),
        };
    }

    // Saved as the model without its head: names without `model.`, and nothing to tie.
    private static bool Headless(Checkpoint checkpoint, string prefix) => prefix.Length == 0
        && !checkpoint.Has("lm_head.weight") && !checkpoint.Config.Flag("tie_word_embeddings", false);

    private static Value Block(Scope scope, Value x, BlockParts parts)
    {
        var (shape, bias) = (parts.Shape, parts.AttentionBias);
        var h = scope.RmsNorm("input_layernorm", x, parts.Epsilon);
        var q = scope.Linear("self_attn.q_proj", h, shape.Heads * shape.HeadSize, bias);
        var k = scope.Linear("self_attn.k_proj", h, shape.KeyValueHeads * shape.HeadSize, bias);
        var v = scope.Linear("self_attn.v_proj", h, shape.KeyValueHeads * shape.HeadSize, bias);
        var z = scope.Attend(scope.Rotate(q, shape.HeadSize), scope.Rotate(k, shape.HeadSize), v);
        x += scope.Linear("self_attn.o_proj", z, x.Width, bias);

        h = scope.RmsNorm("post_attention_layernorm", x, parts.Epsilon);
        var gate = scope.Linear("mlp.gate_proj", h, parts.Inner, parts.MlpBias).Activate(parts.Activation);
        var up = scope.Linear("mlp.up_proj", h, parts.Inner, parts.MlpBias);
        return x + scope.Linear("mlp.down_proj", gate * up, x.Width, parts.MlpBias);
    }

    private static ModelShape Shape(Checkpoint checkpoint, Config config)
    {
        var heads = config.Integer("num_attention_heads");
        var width = config.Integer("hidden_size");
        var headSize = config.Integer("head_dim", heads > 0 ? width / heads : 0);
        if (headSize <= 0 || headSize % 2 != 0)
        {
            throw new CheckpointException(
                $"{config.Source}: the head size is {headSize} ({width} / {heads} heads); rotary " +
                $"positions need an even one.");
        }
        return new ModelShape
        {
            Layers = checkpoint.Layers("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = config.Integer("num_key_value_heads", heads),
            HeadSize = headSize,
            Width = width,
            Positions = config.Integer("max_position_embeddings", 2048),
            Vocabulary = config.Integer("vocab_size"),
        };
    }

    private sealed record BlockParts(
        ModelShape Shape, int Inner, string Activation, double Epsilon, bool AttentionBias, bool MlpBias);
}
