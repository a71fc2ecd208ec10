namespace Headlight.Readings;

/// <summary>The tensors of a reading by their names in files, as the reading format lays them out.</summary>
internal static class ReadingTensors
{
    private const int RowsAtOnce = 256;

    /// <exception cref="RequestException">A tensor asked for by name that the reading does not have.</exception>
    public static List<ReadingTensor> Of(Reading reading, TensorSelection selection)
    {
        var found = new List<ReadingTensor>();
        foreach (var set in reading.Sets)
        {
            var prefix = reading.Sets.Count == 1 ? "" : set.Name + ".";
            found.AddRange(set.Layers.SelectMany(layer => OfLayer(prefix, layer, selection)));
        }
        found.AddRange(Whole(reading).Where(tensor => selection.Includes(Stem(tensor.Name), LayerOf(tensor.Name))));
        foreach (var (name, layer) in selection.Named)
        {
            CheckPresent(reading, found, name, layer);
        }
        return found;
    }

    private static IEnumerable<ReadingTensor> OfLayer(string prefix, LayerReading layer, TensorSelection selection)
    {
        var (record, heads) = (layer.Record, layer.Heads);
        var (shape, own) = (record.Shape, Distinct(layer));
        var all = new List<ReadingTensor>
        {
            Tensor("attn", [shape.Heads, shape.Queries, shape.Keys], () => heads.SelectMany(Pattern)),
        };
        Add(record.Q, "q", heads, head => head.Q!.Memory, shape.Queries);
        Add(record.K, "k", own, head => head.K!.Memory, shape.Keys);
        Add(record.V, "v", own, head => head.V!.Memory, shape.Keys);
        Add(record.Z, "z", heads, head => head.Z!.Memory, shape.Queries);
        if (record.ValueNorms is { } norms)
        {
            all.Add(Tensor("norm", [shape.Heads, shape.Keys], () => [norms]));
        }
        return all.Where(tensor => selection.Includes(Stem(tensor.Name), layer.Index))
            .Select(tensor => tensor with { Name = prefix + tensor.Name });

        void Add(
            float[]? recorded, string name, IReadOnlyList<HeadReading> from,
            Func<HeadReading, ReadOnlyMemory<float>> part, int tokens)
        {
            if (recorded is not null)
            {
                all.Add(Tensor(name, [from.Count, tokens, shape.HeadSize], () => from.Select(part)));
            }
        }

        ReadingTensor Tensor(string name, int[] sizes, Func<IEnumerable<ReadOnlyMemory<float>>> pieces) =>
            new($"{name}.{layer.Index}", sizes, pieces);
    }

    private static IEnumerable<ReadingTensor> Whole(Reading reading)
    {
        for (var i = 0; i < reading.States.Count; i++)
        {
            yield return OfMatrix($"states.{i}", reading.States[i]);
        }
        if (reading.Hidden is { } hidden)
        {
            yield return OfMatrix("hidden", hidden);
        }
        if (reading.Logits is { } logits)
        {
            yield return OfMatrix("logits", logits);
        }
        if (!reading.LastLogits.IsEmpty)
        {
            yield return new ReadingTensor("last_logits", [reading.LastLogits.Length], () => [reading.LastLogits]);
        }
        if (!reading.Sentence.IsEmpty)
        {
            yield return new ReadingTensor("sentence", [reading.Sentence.Length], () => [reading.Sentence]);
        }
    }

    private static ReadingTensor OfMatrix(string name, Matrix matrix) =>
        new(name, [matrix.Rows, matrix.Columns], () => [matrix.Memory]);

    private static IEnumerable<ReadOnlyMemory<float>> Pattern(HeadReading head)
    {
        var queries = head.Layer.Record.Shape.Queries;
        for (var first = 0; first < queries; first += RowsAtOnce)
        {
            yield return head.PatternRows(first, Math.Min(RowsAtOnce, queries - first));
        }
    }

    // One query head for each key-value head.
    private static HeadReading[] Distinct(LayerReading layer) => [.. layer.Heads.Where(
        (head, index) => index == 0 || head.KeyValueHead != layer.Heads[index - 1].KeyValueHead)];

    private static void CheckPresent(Reading reading, List<ReadingTensor> found, string name, int? layer)
    {
        var wanted = layer is null ? name : $"{name}.{layer}";
        if (found.Any(tensor => tensor.Name.Split('.') is var parts && (layer is null
            ? Stem(tensor.Name) == name
            : $"{parts[^2]}.{parts[^1]}" == wanted)))
        {
            return;
        }
        var layers = reading.Sets.Max(set => set.Layers.Count);
        throw new RequestException(layer >= layers
            ? $"There is no {wanted}: {reading.Model.Name} has layers 0 to {layers - 1}."
            : $"This reading of {reading.Model.Name} has no {wanted}: {Reason(name)}.");
    }

    private static string Reason(string name) => name switch
    {
        "logits" or "last_logits" => "the model has no head over its vocabulary, or logits were not asked for",
        "sentence" => "only encoders give one",
        _ => "it was not recorded",
    };

    // `cross.attn.3` → attn
    private static string Stem(string name) =>
        name.Split('.').Last(part => !int.TryParse(part, out _));

    private static int? LayerOf(string name) =>
        int.TryParse(name.Split('.')[^1], out var layer) ? layer : null;
}
