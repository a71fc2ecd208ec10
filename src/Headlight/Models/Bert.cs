using Headlight.Attention;
using Headlight.Checkpoints;
using Headlight.Graphs;

namespace Headlight.Models;

/// <summary>
/// BERT (Devlin et al. 2018): bidirectional, learned positions and segments, LayerNorm after each sub-layer.
/// Follows modeling_bert.py of Hugging Face transformers.
/// </summary>
internal static class Bert
{
    public static ModelDefinition Build(Checkpoint checkpoint)
    {
        var config = checkpoint.Config;
        config.Expect("position_embedding_type", "absolute", "relative positions change the scores");
        config.Expect("add_cross_attention", "false", "cross attention needs an encoder");
        var shape = Shape(checkpoint, config);
        config.Divides("num_attention_heads", shape.Heads, "hidden_size", shape.Width);
        var prefix = checkpoint.PrefixOf("embeddings.word_embeddings.weight", "bert.", "");
        var epsilon = config.Number("layer_norm_eps", 1e-12);
        var activation = config.Activation("hidden_act", "gelu");
        var inner = config.Integer("intermediate_size", 3072);
        var rule = new AttentionRule
        {
            Scale = (float)(1 / Math.Sqrt(shape.HeadSize)),
            Causal = config.Flag("is_decoder", false),
        };
        return new ModelDefinition
        {
            Family = "BERT",
            Shape = shape,
            Embed = GraphPart.Embeddings(prefix + "embeddings", scope => Embed(scope, shape, epsilon)),
            Blocks =
            [
                .. Enumerable.Range(0, shape.Layers).Select(layer => BlockCutter.Cut(
                    $"{prefix}encoder.layer.{layer}", shape.Width,
                    (scope, x) => Block(scope, x, inner, activation, epsilon))),
            ],
            Rules = [.. Enumerable.Repeat(rule, shape.Layers)],
            Head = checkpoint.Has("cls.predictions.transform.dense.weight")
                ? GraphPart.From(
                    shape.Width, (scope, x) => Head(scope, x, checkpoint, prefix, shape, activation, epsilon))
                : null,
        };
    }

    private static Value Embed(Scope scope, ModelShape shape, double epsilon)
    {
        var x = scope.Embedding("word_embeddings", shape.Vocabulary, shape.Width, RowIndex.Token)
            + scope.Embedding("token_type_embeddings", shape.Types, shape.Width, RowIndex.Type)
            + scope.Embedding("position_embeddings", shape.Positions, shape.Width, RowIndex.Position);
        return scope.LayerNorm("LayerNorm", x, epsilon);
    }

    private static Value Block(Scope scope, Value x, int inner, string activation, double epsilon)
    {
        var self = scope / "attention.self";
        var z = scope.Attend(
            self.Linear("query", x, x.Width), self.Linear("key", x, x.Width), self.Linear("value", x, x.Width));
        var attended = scope.Linear("attention.output.dense", z, x.Width);
        x = scope.LayerNorm("attention.output.LayerNorm", x + attended, epsilon);

        var hidden = scope.Linear("intermediate.dense", x, inner).Activate(activation);
        return scope.LayerNorm("output.LayerNorm", x + scope.Linear("output.dense", hidden, x.Width), epsilon);
    }

    private static Value Head(
        Scope scope, Value x, Checkpoint checkpoint, string prefix, ModelShape shape, string activation, double epsilon)
    {
        var transform = scope / "cls.predictions.transform";
        x = transform.LayerNorm("LayerNorm", transform.Linear("dense", x, x.Width).Activate(activation), epsilon);
        var decoder = checkpoint.Unembedding(
            prefix + "embeddings.word_embeddings.weight", "cls.predictions.decoder.weight", tied: true);
        return scope.Unembed(decoder, x, shape.Vocabulary, "cls.predictions.bias");
    }

    private static ModelShape Shape(Checkpoint checkpoint, Config config)
    {
        var heads = config.Integer("num_attention_heads");
        var width = config.Integer("hidden_size");
        return new ModelShape
        {
            Layers = checkpoint.Layers("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = heads > 0 ? width / heads : 0,
            Width = width,
            Positions = config.Integer("max_position_embeddings", 512),
            Vocabulary = config.Integer("vocab_size"),
            Types = config.Integer("type_vocab_size", 2),
        };
    }
}
