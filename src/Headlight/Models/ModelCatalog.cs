using Headlight.Checkpoints;
using Headlight.Graphs;

namespace Headlight.Models;

/// <summary>model_type → the page of its family.</summary>
internal static class ModelCatalog
{
    private static readonly Dictionary<string, Func<Checkpoint, ModelDefinition>> Families = new()
    {
        ["bert"] = Bert.Build,
        ["gpt2"] = Gpt2.Build,
        ["llama"] = Llama.Build,
    };

    /// <summary>
    /// Families whose checkpoints are recognised but which are not read yet, with what to call them.
    /// </summary>
    private static readonly Dictionary<string, Func<Checkpoint, ModelOutline>> Later = new() { ["t5"] = T5Outline };

    public static IReadOnlyCollection<string> Known => Families.Keys;

    /// <summary>The graphs of a checkpoint, from its config alone; no weight is read.</summary>
    public static ModelDefinition Build(Checkpoint checkpoint)
    {
        var config = checkpoint.Config;
        var type = config.Text("model_type", "");
        if (Later.ContainsKey(type))
        {
            throw new UnsupportedModelException(
                $"{checkpoint.Path} is of model_type {type}, a family that this version does not read yet. " +
                $"It reads: {string.Join(", ", Known)}.");
        }
        if (!Families.TryGetValue(type, out var build))
        {
            throw new UnsupportedModelException(
                $"{config.Source}: model_type is `{type}`, a family that Headlight does not know." +
                $"{Nearest.Hint(type, Known)} It reads: {string.Join(", ", Known)}.");
        }
        if (config.Has("quantization_config"))
        {
            throw new UnsupportedModelException(
                $"{config.Source}: the weights are quantised (quantization_config), which Headlight reads " +
                $"only as GGUF. " +
                "Load the unquantised checkpoint or a .gguf file.");
        }
        return Checked(build(checkpoint), config);
    }

    /// <summary>What a checkpoint is, also of a family that is not read yet; no weight is read.</summary>
    public static ModelOutline Outline(Checkpoint checkpoint)
    {
        if (Later.TryGetValue(checkpoint.Config.Text("model_type", ""), out var outline))
        {
            return outline(checkpoint);
        }
        var definition = Build(checkpoint);
        return new ModelOutline(
            definition.Family, definition.Shape, definition.Rules[0].Causal, definition.Head is not null,
            Readable: true);
    }

    private static ModelOutline T5Outline(Checkpoint checkpoint)
    {
        var config = checkpoint.Config;
        var heads = config.Integer("num_heads");
        var shape = new ModelShape
        {
            Layers = config.Integer("num_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadSize = config.Integer("d_kv"),
            Width = config.Integer("d_model"),
            Positions = 0, // relative: no limit of its own
            Vocabulary = config.Integer("vocab_size"),
        };
        return new ModelOutline("T5", shape, Causal: false, HasHead: true, Readable: false);
    }

    private static ModelDefinition Checked(ModelDefinition definition, Config config)
    {
        var shape = definition.Shape;
        int[] sizes = [shape.Layers, shape.Heads, shape.Width, shape.Positions, shape.Vocabulary];
        return sizes.All(size => size > 0)
            ? definition
            : throw new CheckpointException($"{config.Source}: layers, heads, width, positions and " +
                $"vocabulary must be positive.");
    }
}

/// <summary>What a person wants to know of a model before its weights are read.</summary>
internal sealed record ModelOutline(
    string Family, ModelShape Shape, bool Causal, bool HasHead, bool Readable);
