using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Readings;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>A checkpoint's headers → what a person wants to know of it.</summary>
internal static class ModelDescription
{
    public static ModelInfo Of(string name, Checkpoint checkpoint, ModelDefinition definition, Tokenizer tokenizer)
    {
        var shape = definition.Shape;
        return new ModelInfo
        {
            Name = ShortName(name),
            Family = definition.Family,
            Layers = shape.Layers,
            Heads = shape.Heads,
            KeyValueHeads = shape.KeyValueHeads,
            HeadSize = shape.HeadSize,
            Width = shape.Width,
            Positions = shape.Positions,
            Vocabulary = shape.Vocabulary,
            Precision = checkpoint.Precision,
            Parameters = checkpoint.Tensors.Values.Sum(tensor => tensor.ElementCount),
            Bytes = checkpoint.WeightBytes,
            License = checkpoint.License ?? BundledModel.All.FirstOrDefault(model => model.Name == name)?.License,
            Head = definition.Head is null ? HeadKind.None
                : definition.Rules[0].Causal ? HeadKind.Next : HeadKind.AtPosition,
            Causal = definition.Rules[0].Causal,
            TakesPairs = tokenizer.TakesPairs && !definition.Rules[0].Causal,
        };
    }

    // A path is shown by its last part: where it lies on one machine is nobody else's business.
    private static string ShortName(string name) =>
        Path.Exists(name) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(name))) : name;
}
