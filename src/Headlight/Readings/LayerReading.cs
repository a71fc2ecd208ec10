using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>One layer of an attention set: its heads, and its rule or what was recorded instead.</summary>
public sealed class LayerReading
{
    internal LayerReading(int index, AttentionRule? rule, LayerRecord record, LayerEdits? edits = null)
    {
        if (record.Pattern is null && (rule is null || record.Q is null || record.K is null))
        {
            throw new ArgumentException("A layer holds its pattern, or q, k and the rule that derive it.");
        }
        (Index, Rule, Record, Edits) = (index, rule, record, edits);
        HeadReading[] heads = [.. Enumerable.Range(0, record.Shape.Heads).Select(head => new HeadReading(this, head))];
        Heads = new NumberedList<HeadReading>(heads, "head");
    }

    /// <summary>The layer's number in its stack, from 0.</summary>
    public int Index { get; }

    /// <summary>
    /// What stands between q·k and the pattern in this layer; null where the pattern itself was recorded, elsewhere.
    /// </summary>
    public AttentionRule? Rule { get; }

    /// <summary>Whether queries see no later key.</summary>
    public bool Causal => Rule?.Causal ?? Record.LooksBackOnly;

    /// <summary>The layer's heads in their original order.</summary>
    public IReadOnlyList<HeadReading> Heads { get; }

    /// <summary>
    /// Heads that keys and values are shared out to: query head h uses h / (heads / key-value heads).
    /// </summary>
    public int KeyValueHeads => Record.Shape.KeyValueHeads;

    internal LayerRecord Record { get; }

    /// <summary>What was changed in this layer during the run; null where nothing was.</summary>
    internal LayerEdits? Edits { get; }
}
