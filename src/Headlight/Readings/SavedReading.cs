using System.Text.Json;
using Headlight.Checkpoints;

namespace Headlight.Readings;

/// <summary>Opens a saved reading: ours, or one made elsewhere that holds patterns and tokens.</summary>
internal static class SavedReading
{
    public static Reading Open(string path, string name)
    {
        using var file = SafetensorsFile.Open(path);
        CheckMemory(file, name);
        using var metadata = new SavedMetadata(file.Metadata, name);
        if (metadata.Value("format") is { } format && format.ToString() != $"{ReadingMetadata.Format}")
        {
            throw metadata.Wrong("format", $"{ReadingMetadata.Format}, the only one that this version reads");
        }
        var (text, pair) = (metadata.Text("text") ?? "", metadata.Text("pair"));
        var tokens = SavedTokens.Of(metadata, text, pair);
        if (tokens.Count == 0)
        {
            throw metadata.Wrong("tokens", "a list of at least one piece");
        }
        var saved = new SavedLayers(file, name, tokens.Count);
        var rules = SavedRules.Of(metadata, saved.Count());
        var records = Enumerable.Range(0, saved.Count()).Select(layer => saved.Read(layer, rules?[layer])).ToList();
        var model = Model(metadata, records, Path.GetFileNameWithoutExtension(name), rules is null ? null
            : rules.Any(rule => rule is { Causal: true }));
        var layers = records.Select((record, index) => new LayerReading(
            index, record.Pattern is null ? rules![index] : null,
            record with { LooksBackOnly = model.Causal })).ToList();
        var set = new AttentionSet(model.Causal ? "decoder" : "encoder", tokens, tokens, layers);
        return new Reading(model, text, pair, [set])
        {
            PredictedFrom = tokens.Count - 1,
            Options = metadata.Text("options") ?? "",
            Warnings = saved.Warnings,
            Hidden = Matrix(file, "hidden", tokens.Count),
            Logits = Matrix(file, "logits", tokens.Count),
            LastLogits = Vector(file, "last_logits"),
            Sentence = Vector(file, "sentence"),
        };
    }

    private static ModelInfo Model(
        SavedMetadata metadata, IReadOnlyList<LayerRecord> records, string name, bool? ruled)
    {
        var said = metadata.Value("model");
        if (said is { ValueKind: JsonValueKind.String } only)
        {
            (name, said) = (UntrustedText.Shown(only.GetString()!), null);
        }
        else if (said is { ValueKind: not JsonValueKind.Object })
        {
            throw metadata.Wrong("model", "an object or a name");
        }
        var shape = records[0].Shape;
        if (records.FirstOrDefault(record => record.Shape.Heads != shape.Heads
            || record.Shape.KeyValueHeads != shape.KeyValueHeads) is not null)
        {
            throw metadata.Wrong("model", "one whose layers have as many heads each");
        }
        return new ModelInfo
        {
            Name = metadata.Name(said, "name", name),
            Family = metadata.Name(said, "family", "unknown"),
            Layers = records.Count,
            Heads = shape.Heads,
            KeyValueHeads = shape.KeyValueHeads,
            HeadSize = shape.HeadSize,
            Width = metadata.Integer(said, "width", 0),
            Positions = metadata.Integer(said, "positions", 0),
            Vocabulary = metadata.Integer(said, "vocabulary", 0),
            Precision = metadata.Name(said, "precision", "F32"),
            Parameters = 0,
            Bytes = 0,
            Head = Enum.TryParse<HeadKind>(metadata.Name(said, "head", "None"), out var head) && Enum.IsDefined(head)
                ? head : HeadKind.None,
            Causal = ruled ?? records.All(LooksBackOnly),
            TakesPairs = false,
        };
    }

    // Where no rule says so, a pattern does: nothing above the diagonal.
    private static bool LooksBackOnly(LayerRecord record)
    {
        var (tokens, pattern) = (record.Shape.Keys, record.Pattern!);
        for (var row = 0; row < record.Shape.Heads * tokens; row++)
        {
            if (pattern.AsSpan(row * tokens + row % tokens + 1, tokens - 1 - row % tokens).IndexOfAnyExcept(0f) >= 0)
            {
                return false;
            }
        }
        return true;
    }

    private static Matrix? Matrix(SafetensorsFile file, string name, int rows) =>
        file.Tensors.GetValueOrDefault(name) is { Shape: [var count, var width] } tensor && count == rows
            ? new Matrix(tensor.ToArray(), rows, width)
            : null;

    private static ReadOnlyMemory<float> Vector(SafetensorsFile file, string name) =>
        file.Tensors.GetValueOrDefault(name) is { Shape.Length: 1 } tensor ? tensor.ToArray() : default;

    private static void CheckMemory(SafetensorsFile file, string name)
    {
        var needed = file.Tensors.Values.Sum(tensor => tensor.ElementCount * (decimal)sizeof(float));
        if (needed > MemoryBudget.Available())
        {
            throw new RequestException($"`{name}` needs {needed / 1_000_000_000:0.0} GB of memory, but " +
                $"{MemoryBudget.Available() / 1e9:0.0} GB are free.");
        }
    }
}
