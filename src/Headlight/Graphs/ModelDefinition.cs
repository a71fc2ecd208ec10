using Headlight.Attention;

namespace Headlight.Graphs;

/// <summary>
/// A model as its family's page writes it: embeddings → blocks → output, and the rule of every layer.
/// </summary>
internal sealed record ModelDefinition
{
    public required string Family { get; init; }

    public required ModelShape Shape { get; init; }

    /// <summary>Tokens, positions and segments to x.</summary>
    public required Graph Embed { get; init; }

    /// <summary>One per layer; layers of one shape hold equal bytes.</summary>
    public required IReadOnlyList<BlockGraph> Blocks { get; init; }

    public required IReadOnlyList<AttentionRule> Rules { get; init; }

    /// <summary>The last x to the hidden state, where a norm stands between; null: they are the same.</summary>
    public Graph? Final { get; init; }

    /// <summary>Hidden state to logits; null where the checkpoint has no vocabulary head.</summary>
    public Graph? Head { get; init; }

    /// <summary>Every weight that is decoded when the model is loaded.</summary>
    public IEnumerable<InputSource.Weight> Weights => new[] { Embed, Final, Head }.OfType<Graph>()
        .Concat(Blocks.SelectMany(block => new[] { block.Before, block.After }))
        .SelectMany(graph => graph.Weights).DistinctBy(weight => weight.Path);
}

/// <summary>The sizes of a model.</summary>
internal sealed record ModelShape
{
    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadSize { get; init; }

    public required int Width { get; init; }

    public required int Positions { get; init; }

    public required int Vocabulary { get; init; }

    /// <summary>Segments that a token can belong to; 0 where the family has none.</summary>
    public int Types { get; init; }
}
