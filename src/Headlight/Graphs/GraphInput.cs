namespace Headlight.Graphs;

/// <summary>An input of a graph and where its numbers come from when it is run.</summary>
internal sealed record GraphInput(string Name, InputSource Source);

/// <summary>Where an input's numbers come from.</summary>
internal abstract record InputSource
{
    /// <summary>A weight of the checkpoint, the same for every text.</summary>
    /// <param name="Path">Its name in the checkpoint, written out.</param>
    /// <param name="Shape">The shape it must have there.</param>
    /// <param name="Transposed">Stored as [in, out]; the graph wants [out, in].</param>
    internal sealed record Weight(string Path, int[] Shape, bool Transposed) : InputSource;

    /// <summary>Rows of a weight, picked by what <paramref name="Index"/> says of each token.</summary>
    internal sealed record Rows(string Path, int Count, int Width, RowIndex Index) : InputSource;

    /// <summary>Something the run itself computes: `x`, `z`, or a value carried across the cut.</summary>
    internal sealed record Activation(int Width) : InputSource;

    /// <summary>Cosines or sines of the tokens' rotary angles, [rows, size / 2].</summary>
    internal sealed record Rotary(bool Sine, int Size) : InputSource;
}

/// <summary>What picks a row of an embedding table.</summary>
internal enum RowIndex
{
    Token,
    Position,
    Type,
}
