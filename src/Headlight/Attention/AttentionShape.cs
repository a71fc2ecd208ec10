namespace Headlight.Attention;

/// <summary>
/// Sizes of one attention: q and z are [Batch, Queries, Heads, HeadSize], k and v
/// [Batch, Keys, KeyValueHeads, HeadSize], contiguous. Query head h uses key-value head
/// h / (Heads / KeyValueHeads). Query i stands at position FirstQuery + i, key j at j:
/// with a key–value cache FirstQuery is Keys − Queries.
/// </summary>
internal readonly record struct AttentionShape(
    int Batch, int Queries, int Keys, int Heads, int KeyValueHeads, int HeadSize, int FirstQuery = 0)
{
    /// <summary>Query heads that share one key-value head.</summary>
    public int Group => Heads / KeyValueHeads;

    /// <summary>Floats in q and in z.</summary>
    public long QuerySize => (long)Batch * Queries * Heads * HeadSize;

    /// <summary>Floats in k and in v.</summary>
    public long KeySize => (long)Batch * Keys * KeyValueHeads * HeadSize;

    /// <summary>Floats between one key (or value) of a head and its next.</summary>
    public nint KeyStride => (nint)KeyValueHeads * HeadSize;

    /// <summary>Where the keys (or values) of a key-value head begin.</summary>
    public nint KeyOffset(int batch, int keyValueHead) =>
        (nint)batch * Keys * KeyStride + (nint)keyValueHead * HeadSize;

    /// <summary>Refuses sizes that make no sense and a rule whose tables do not have these heads.</summary>
    public void Check(AttentionRule rule)
    {
        if (Batch < 0 || Queries < 0 || Keys < 0 || FirstQuery < 0 || Heads < 1 || HeadSize < 1
            || KeyValueHeads < 1 || Heads % KeyValueHeads != 0)
        {
            throw new ArgumentException($"{this} is no possible shape of an attention.");
        }
        if (rule.Sinks is { } sinks && sinks.Length != Heads)
        {
            throw new ArgumentException($"The rule has {sinks.Length} sinks for {Heads} heads.");
        }
        if (rule.Bias is { Values: var bias } && (bias.GetLength(0) != Heads || bias.GetLength(1) == 0))
        {
            throw new ArgumentException(
                $"The rule's bias is [{bias.GetLength(0)}, {bias.GetLength(1)}] for {Heads} heads.");
        }
    }

    /// <summary>Refuses an array that does not have the size this shape gives it.</summary>
    public static void CheckLength(string name, int length, long expected)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{name} holds {length} floats; its shape needs {expected}.");
        }
    }
}
