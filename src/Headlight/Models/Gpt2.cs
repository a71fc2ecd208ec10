using Headlight.Attention;
using Headlight.Checkpoints;
using Headlight.Graphs;

namespace Headlight.Models;

/// <summary>
/// GPT-2 (Radford et al. 2019): causal, learned positions, LayerNorm before each sub-layer, weights stored
/// [in, out]. Follows modeling_gpt2.py of Hugging Face transformers.
/// </summary>
internal static class Gpt2
{
    public static ModelDefinition Build(Checkpoint checkpoint)
    {
        var config = checkpoint.Config;
        config.Expect("add_cross_attention", "false", "cross attention needs an encoder");
        config.Expect("is_causal", "true", "a GPT-2 looks back only");
        var shape = Shape(checkpoint, config);
        config.Divides("n_head", shape.Heads, "n_embd", shape.Width);
        var prefix = checkpoint.PrefixOf("wte.weight", "transformer.", "");
        var epsilon = config.Number("layer_norm_epsilon", 1e-5);
        var activation = config.Activation("activation_function", "gelu_new");
        var inner = config.Integer("n_inner", 4 * shape.Width);
        return new ModelDefinition
        {
            Family = "GPT-2",
            Shape = shape,
            Embed = GraphPart.Embeddings(prefix.TrimEnd('.'), scope =>
                scope.Embedding("wte", shape.Vocabulary, shape.Width, RowIndex.Token)
                + scope.Embedding("wpe", shape.Positions, shape.Width, RowIndex.Position)),
            Blocks =
            [
                .. Enumerable.Range(0, shape.Layers).Select(layer => BlockCutter.Cut(
                    $"{prefix}h.{layer}", shape.Width, (scope, x) => Block(scope, x, inner, activation, epsilon))),
            ],
            Rules = [.. Enumerable.Range(0, shape.Layers).Select(layer => Rule(config, shape, layer))],
            Final = GraphPart.From(shape.Width, (scope, x) => scope.LayerNorm(prefix + "ln_f", x, epsilon)),
            Head = GraphPart.From(shape.Width, (scope, x) => scope.Unembed(
                checkpoint.Unembedding(prefix + "wte.weight", "lm_head.weight", tied: true), x, shape.Vocabulary)),
        };
    }

    private static Value Block(Scope scope, Value x, int inner, string activation, double epsilon)
    {
        var width = x.Width;
        var qkv = scope.Conv1D("attn.c_attn", scope.LayerNorm("ln_1", x, epsilon), 3 * width);
        var z = scope.Attend(
            scope.Columns(qkv, 0, width), scope.Columns(qkv, width, width), scope.Columns(qkv, 2 * width, width));
        x += scope.Conv1D("attn.c_proj", z, width);

        var hidden = scope.Conv1D("mlp.c_fc", scope.LayerNorm("ln_2", x, epsilon), inner).Activate(activation);
        return x + scope.Conv1D("mlp.c_proj", hidden, width);
    }

    private static AttentionRule Rule(Config config, ModelShape shape, int layer)
    {
        var scale = config.Flag("scale_attn_weights", true) ? 1 / Math.Sqrt(shape.HeadSize) : 1;
        if (config.Flag("scale_attn_by_inverse_layer_idx", false))
        {
            scale /= layer + 1;
        }
        return new AttentionRule { Scale = (float)scale, Causal = true };
    }

    private static ModelShape Shape(Checkpoint checkpoint, Config config)
    {
        var heads = config.Integer(["n_head", "num_attention_heads"]);
        var width = config.Integer(["n_embd", "hidden_size"]);
        return new ModelShape
        {
            Layers = checkpoint.Layers("n_layer", "num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = heads > 0 ? width / heads : 0,
            Width = width,
            Positions = config.Integer(["n_positions", "max_position_embeddings"], 1024),
            Vocabulary = config.Integer("vocab_size"),
        };
    }
}
