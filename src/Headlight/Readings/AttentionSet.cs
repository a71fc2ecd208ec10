namespace Headlight.Readings;

/// <summary>
/// The attention of one stack, or across two: `encoder`, `decoder` (a decoder looking at itself) or `cross`
/// (a decoder looking at an encoder, where queries and keys are different tokens).
/// </summary>
/// <param name="Name">`encoder`, `decoder` or `cross`.</param>
/// <param name="Queries">The tokens that look.</param>
/// <param name="Keys">The tokens that are looked at.</param>
/// <param name="Layers">The layers, first to last.</param>
public sealed record AttentionSet(
    string Name, IReadOnlyList<Token> Queries, IReadOnlyList<Token> Keys, IReadOnlyList<LayerReading> Layers);
