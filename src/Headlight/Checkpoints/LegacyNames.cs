namespace Headlight.Checkpoints;

/// <summary>Names from before 2020: LayerNorm.gamma and .beta are today's .weight and .bias.</summary>
internal static class LegacyNames
{
    private static readonly (string Old, string New)[] Endings =
        [("LayerNorm.gamma", "LayerNorm.weight"), ("LayerNorm.beta", "LayerNorm.bias")];

    public static IReadOnlyDictionary<string, StoredTensor> Renewed(
        IReadOnlyDictionary<string, StoredTensor> tensors)
    {
        var renewed = new Dictionary<string, StoredTensor>();
        foreach (var (name, tensor) in tensors)
        {
            var today = Today(name);
            var clash = today != name && tensors.ContainsKey(today);
            renewed[clash ? name : today] = clash ? tensor : tensor.Named(today);
        }
        return renewed;
    }

    private static string Today(string name)
    {
        foreach (var (old, today) in Endings)
        {
            if (name.EndsWith(old, StringComparison.Ordinal))
            {
                return name[..^old.Length] + today;
            }
        }
        return name;
    }
}
