using Headlight.Checkpoints;
using Headlight.Models;
using Headlight.Readings;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>A checkpoint's headers → what a person wants to know of it.</summary>
internal static class ModelDescription
{
    public static ModelInfo Of(string name, Checkpoint checkpoint, ModelOutline model, Tokenizer? tokenizer)
    {
        var shape = model.Shape;
        return new ModelInfo
        {
            Name = ShortName(name),
            Family = model.Family,
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
            License = checkpoint.License ?? BundledModel.All.FirstOrDefault(bundled => bundled.Name == name)?.License,
            Head = !model.HasHead ? HeadKind.None
                : model.Causal ? HeadKind.Next : HeadKind.AtPosition,
            Causal = model.Causal,
            TakesPairs = tokenizer is { TakesPairs: true } && !model.Causal,
        };
    }

    // A path is shown by its last part: where it lies on one machine is nobody else's business.
    private static string ShortName(string name) =>
        Path.Exists(name) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(name))) : name;
}
