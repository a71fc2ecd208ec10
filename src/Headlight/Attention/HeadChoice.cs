using System.Globalization;

namespace Headlight.Attention;

/// <summary>All heads (both null), the heads of one layer, or one head.</summary>
/// <param name="Layer">The layer, from 0; null: every layer.</param>
/// <param name="Head">The head, from 0; null: every head of the layer.</param>
public readonly record struct HeadChoice(int? Layer, int? Head)
{
    /// <summary>Every head of every layer.</summary>
    public static HeadChoice All => default;

    /// <summary>Every head of a model, one by one: layer after layer.</summary>
    public static IEnumerable<HeadChoice> Each(int layers, int heads) => Enumerable.Range(0, layers * heads).Select(
        index => new HeadChoice(index / heads, index % heads));

    /// <summary>`L9H3`, `9.3`, `L9` or `all`.</summary>
    /// <exception cref="RequestException">It is none of these.</exception>
    public static HeadChoice Parse(string text)
    {
        var parts = text.Trim().TrimStart('L', 'l').Split(['H', 'h', '.']);
        int? layer = Number(parts[0]), head = parts.Length == 2 ? Number(parts[1]) : null;
        return text.Trim() == "all" ? All
            : layer is not null && parts.Length <= 2 && (parts.Length == 1 || head is not null)
                ? new HeadChoice(layer, head)
                : throw new RequestException($"`{text}` names no heads: write L9H3, L9 for a layer, or all.");
    }

    /// <summary>Whether a head is among them.</summary>
    public bool Includes(int layer, int head) => (Layer ?? layer) == layer && (Head ?? head) == head;

    /// <inheritdoc/>
    public override string ToString() => Layer is null ? "all" : Head is null ? $"L{Layer}" : $"L{Layer}H{Head}";

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
