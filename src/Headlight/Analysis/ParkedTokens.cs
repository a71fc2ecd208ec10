using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>
/// Where heads leave weight that they have no use for: the first token in models that look back only, [CLS] and [SEP]
/// in those that look both ways.
/// </summary>
public static class ParkedTokens
{
    /// <summary>Positions of parked tokens.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<Token> keys, bool causal) =>
        [.. Flags(keys, causal).Index().Where(each => each.Item).Select(each => each.Index)];

    internal static bool[] Flags(IReadOnlyList<Token> keys, bool causal)
    {
        var firstOnly = causal || keys.All(token => token.Source != TokenSource.Added);
        return [.. keys.Select(token => firstOnly ? token.Index == 0 : token.Source == TokenSource.Added)];
    }
}
