using Headlight.Attention;

namespace Headlight.Effects;

/// <summary>What edits do to an outcome.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Before">Its value in the text as it is.</param>
/// <param name="After">Its value in the changed run.</param>
public sealed record Effect(Outcome Outcome, double Before, double After)
{
    /// <summary>After − before.</summary>
    public double Change => After - Before;
}

/// <summary>What an edit of one head does to an outcome.</summary>
/// <param name="Layer">The head's layer.</param>
/// <param name="Head">The head.</param>
/// <param name="Effect">The outcome as it is, and with the head changed.</param>
public readonly record struct HeadEffect(int Layer, int Head, Effect Effect)
{
    /// <summary>The outcome with the head changed, minus the outcome as it is.</summary>
    public double Change => Effect.Change;

    internal static HeadEffect Of(HeadChoice head, Effect effect) => new(head.Layer!.Value, head.Head!.Value, effect);

    /// <summary>`L9H3`</summary>
    public string Name => $"L{Layer}H{Head}";
}
