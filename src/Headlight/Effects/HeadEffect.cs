namespace Headlight.Effects;

/// <summary>What switching one head off does to the next words.</summary>
/// <param name="Layer">The head's layer.</param>
/// <param name="Head">The head.</param>
/// <param name="Divergence">KL(as it is ‖ with the head off) of the next token's distribution, in nats.</param>
public readonly record struct HeadEffect(int Layer, int Head, double Divergence)
{
    /// <summary>`L9H3`</summary>
    public string Name => $"L{Layer}H{Head}";
}
