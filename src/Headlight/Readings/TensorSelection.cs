namespace Headlight.Readings;

/// <summary>
/// Which tensors of a reading are written: names as in the reading format, `attn`, `q.3`, `logits`.
/// </summary>
public sealed record TensorSelection
{
    private static readonly string[] PerLayer = ["attn", "q", "k", "v", "z", "norm", "states"];
    private static readonly string[] Whole = ["hidden", "logits", "last_logits", "sentence"];
    private static readonly string[] Names = [.. PerLayer, .. Whole];

    private readonly HashSet<(string Name, int? Layer)> named;
    private readonly HashSet<string> optional;

    private TensorSelection(IEnumerable<(string Name, int? Layer)> named, IEnumerable<string> optional) =>
        (this.named, this.optional) = ([.. named], [.. optional]);

    /// <summary>`q`, `k`, `v`, `last_logits` (the last where the model has a head).</summary>
    public static TensorSelection Default { get; } = new([], ["q", "k", "v", "last_logits"]);

    /// <summary>Every name but `states`, as far as the model has it.</summary>
    public static TensorSelection All { get; } = new([], Names.Where(name => name != "states"));

    internal IEnumerable<(string Name, int? Layer)> Named => named;

    /// <summary>Parses a list such as `attn,q.3,logits`, `all` or `all,states`.</summary>
    /// <exception cref="RequestException">A name that does not exist, with the nearest.</exception>
    public static TensorSelection Parse(string names)
    {
        var parts = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            throw new RequestException($"No tensor is named. Known: {string.Join(", ", Names)}, all.");
        }
        return new TensorSelection(
            parts.Where(part => part != "all").Select(ParseOne), parts.Contains("all") ? All.optional : []);
    }

    /// <summary>Refuses, before any work, a tensor that no reading of this model has.</summary>
    /// <exception cref="RequestException">
    /// A layer that does not exist, or a tensor of another kind of model.
    /// </exception>
    public void Check(ModelInfo model)
    {
        foreach (var (name, layer) in named)
        {
            var last = name == "states" ? model.Layers : model.Layers - 1;
            if (layer > last)
            {
                var has = name == "states" ? "states" : "layers";
                throw new RequestException(
                    $"There is no tensor `{name}.{layer}`: {model.Name} has {has} 0 to {last}.");
            }
            if (name == "sentence" && model.Causal)
            {
                throw new RequestException($"There is no tensor `sentence`: {model.Name} is no encoder.");
            }
            if (name is "logits" or "last_logits" && model.Head == HeadKind.None)
            {
                throw new RequestException($"There is no tensor `{name}`: {model.Name} has no vocabulary head.");
            }
        }
    }

    /// <summary>The reading options that record what this selection needs, on top of the given ones.</summary>
    public ReadOptions Require(ReadOptions options) => options with
    {
        Attention = options.Attention || PerLayer.Any(name => name != "states" && Wants(name)),
        Z = options.Z || Wants("z"),
        States = options.States || Wants("states"),
        AllLogits = options.AllLogits || Wants("logits"),
    };

    /// <summary>Whether a tensor is chosen.</summary>
    internal bool Includes(string name, int? layer) =>
        optional.Contains(name) || named.Contains((name, null)) || named.Contains((name, layer));

    private bool Wants(string name) => optional.Contains(name) || named.Any(entry => entry.Name == name);

    private static (string, int?) ParseOne(string part)
    {
        var dot = part.LastIndexOf('.');
        if (Names.Contains(part))
        {
            return (part, null);
        }
        if (dot > 0 && PerLayer.Contains(part[..dot]) && int.TryParse(part[(dot + 1)..], out var layer) && layer >= 0)
        {
            return (part[..dot], layer);
        }
        throw new RequestException(
            $"There is no tensor `{part}`.{Nearest.Hint(part, Names)} Known: {string.Join(", ", Names)}, all; " +
            "for one layer, q.3.");
    }
}
