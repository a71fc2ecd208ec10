using Headlight.Attention;
using Headlight.Checkpoints;

namespace Headlight.Readings;

/// <summary>
/// The layers of a saved reading: q, k and the rule where the file has all three, else the pattern itself. Shapes are
/// held against each other before anything is allocated.
/// </summary>
internal sealed class SavedLayers(SafetensorsFile file, string name, int tokens)
{
    // Patterns saved in half precision add up to 1 ± .01.
    private const float Tolerance = 0.02f;

    public List<string> Warnings { get; } = [];

    /// <summary>How many layers there are: 0 to the last without a gap.</summary>
    public int Count()
    {
        var layers = new SortedSet<int>();
        foreach (var tensor in file.Tensors.Keys)
        {
            var dot = tensor.LastIndexOf('.');
            if (dot > 0 && tensor[..dot] is "attn" or "q" or "k" && int.TryParse(tensor[(dot + 1)..], out var layer))
            {
                layers.Add(layer);
            }
            if (tensor.StartsWith("cross.", StringComparison.Ordinal))
            {
                throw Wrong("it holds several attention sets, which are not opened yet");
            }
        }
        if (layers.Count == 0)
        {
            throw Wrong("it holds neither `attn.0` nor `q.0` and `k.0`; tensors are named attn.<layer>, from 0");
        }
        return layers.Min == 0 && layers.Max == layers.Count - 1
            ? layers.Count
            : throw Wrong($"its layers are {string.Join(", ", layers)}; 0 to the last were expected");
    }

    public LayerRecord Read(int layer, AttentionRule? rule)
    {
        var (q, k) = (Find($"q.{layer}"), Find($"k.{layer}"));
        var pattern = Find($"attn.{layer}");
        var derived = rule is not null && q is not null && k is not null;
        if (!derived && pattern is null)
        {
            throw Wrong($"layer {layer} has no `attn.{layer}`, and not all of q, k and a rule to derive it from");
        }
        var shape = Shape(layer, q, k, pattern);
        if (derived)
        {
            CheckRule(layer, rule!, shape);
        }
        var size = shape.HeadSize;
        return new LayerRecord
        {
            Shape = shape,
            Q = size == 0 ? null : TokensFirst(q, shape.Heads, size),
            K = size == 0 ? null : TokensFirst(k, shape.KeyValueHeads, size),
            V = size == 0 ? null : TokensFirst(Find($"v.{layer}"), shape.KeyValueHeads, size),
            Z = size == 0 ? null : TokensFirst(Find($"z.{layer}"), shape.Heads, size),
            ValueNorms = Find($"norm.{layer}") is { } norms ? Expect(norms, shape.Heads, tokens).ToArray() : null,
            Pattern = derived ? null : Checked(pattern!, shape.Heads, layer),
        };
    }

    public RequestException Wrong(string what) => new($"`{name}` cannot be shown: {what}.");

    private AttentionShape Shape(int layer, StoredTensor? q, StoredTensor? k, StoredTensor? pattern)
    {
        foreach (var tensor in new[] { q, k, pattern })
        {
            if (tensor is not null && (tensor.Shape.Length != 3 || tensor.Shape[0] < 1 || tensor.Shape[0] > 4096))
            {
                throw Wrong($"`{tensor.Name}` is {StoredTensor.Sizes(tensor.Shape)}; three axes were expected, " +
                    "the first for heads");
            }
        }
        var heads = (pattern ?? q)!.Shape[0];
        if (q is null || k is null)
        {
            Expect(pattern!, heads, tokens, tokens);
            return new AttentionShape(1, tokens, tokens, heads, heads, 0);
        }
        var (shared, size) = (k.Shape[0], q.Shape[2]);
        Expect(q, heads, tokens, size);
        Expect(k, shared, tokens, size);
        if (pattern is not null)
        {
            Expect(pattern, heads, tokens, tokens);
        }
        return size > 0 && heads % shared == 0
            ? new AttentionShape(1, tokens, tokens, heads, shared, size)
            : throw Wrong($"layer {layer} has {heads} heads of {size} numbers for {shared} key-value heads");
    }

    private void CheckRule(int layer, AttentionRule rule, AttentionShape shape)
    {
        try
        {
            shape.Check(rule);
        }
        catch (ArgumentException)
        {
            throw Wrong($"the rule of layer {layer} does not fit its {shape.Heads} heads of {shape.HeadSize}");
        }
        if (rule.Window < 1 || (rule.Bias is { } bias && (uint)bias.Center >= (uint)bias.Values.GetLength(1)))
        {
            throw Wrong($"the rule of layer {layer} has a window or a bias that no model has");
        }
    }

    private StoredTensor? Find(string tensor) => file.Tensors.GetValueOrDefault(tensor);

    private StoredTensor Expect(StoredTensor tensor, params int[] sizes) => tensor.Shape.SequenceEqual(sizes)
        ? tensor
        : throw Wrong($"`{tensor.Name}` is {StoredTensor.Sizes(tensor.Shape)}, but {StoredTensor.Sizes(sizes)} " +
            $"was expected for {tokens} tokens");

    // Files have heads first, readings have tokens first.
    private float[]? TokensFirst(StoredTensor? tensor, int heads, int size)
    {
        if (tensor is null)
        {
            return null;
        }
        var stored = Expect(tensor, heads, tokens, size).ToArray();
        var turned = GC.AllocateUninitializedArray<float>(stored.Length);
        for (var head = 0; head < heads; head++)
        {
            for (var token = 0; token < tokens; token++)
            {
                stored.AsSpan((head * tokens + token) * size, size)
                    .CopyTo(turned.AsSpan((token * heads + head) * size));
            }
        }
        return turned;
    }

    // A pattern is what is left after the softmax: no weight below 0, no row above 1.
    private float[] Checked(StoredTensor tensor, int heads, int layer)
    {
        var weights = tensor.ToArray();
        for (var row = 0; row < heads * tokens; row++)
        {
            var (sum, least) = (0f, 0f);
            foreach (var weight in weights.AsSpan(row * tokens, tokens))
            {
                (sum, least) = (sum + weight, Math.Min(least, weight));
            }
            if (!float.IsFinite(sum))
            {
                Warnings.Add($"`{tensor.Name}` holds numbers that are not finite (NaN or infinite), first in head " +
                    $"L{layer}H{row / tokens}.");
                break;
            }
            if (least < -Tolerance || sum > 1 + Tolerance)
            {
                throw Wrong($"`{tensor.Name}` is no pattern: the weights of query {row % tokens} in head " +
                    $"{row / tokens} add up to {sum:0.###}, the least is {least:0.###}. Save it after the softmax");
            }
        }
        return weights;
    }
}
