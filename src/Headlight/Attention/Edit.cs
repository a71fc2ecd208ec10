namespace Headlight.Attention;

/// <summary>
/// A change to what heads do during a run, as data. Edits of one run are applied in this order, whatever the order they
/// are given in: patterns are taken over, links forced, links cut, outputs replaced by means, outputs scaled.
/// </summary>
/// <param name="Heads">The heads it changes.</param>
public abstract record Edit(HeadChoice Heads)
{
    /// <summary>The edit in words: `L9H3 is off: its output is 0 (out of distribution)`.</summary>
    public abstract string InWords { get; }

    private protected string Who => Heads.Layer is null ? "every head" : Heads.Head is null
        ? $"every head of layer {Heads.Layer}" : Heads.ToString();
}

/// <summary>Multiplies what heads write. 0 switches them off, far from anything the model has seen.</summary>
/// <param name="Heads">The heads it changes.</param>
/// <param name="Factor">What z is multiplied by.</param>
public sealed record ScaleHeads(HeadChoice Heads, float Factor) : Edit(Heads)
{
    /// <inheritdoc/>
    public override string InWords => Factor == 0
        ? $"{Who} is off: its output is 0 (out of distribution)"
        : $"the output of {Who} is multiplied by {Factor}";
}

/// <summary>Replaces what heads write by a mean, at every position: off, but not far astray.</summary>
/// <param name="Heads">The heads it changes.</param>
/// <param name="Means">The mean z of each head, [head size], by layer and head.</param>
/// <param name="Over">What the mean was taken over, in words.</param>
public sealed record MeanHeads(
    HeadChoice Heads, IReadOnlyDictionary<(int Layer, int Head), float[]> Means, string Over) : Edit(Heads)
{
    /// <inheritdoc/>
    public override string InWords => $"{Who} is off: its output is its mean over {Over}";
}

/// <summary>Gives heads another run's patterns in the block of its tokens; later rows are as usual.</summary>
/// <param name="Heads">The heads it changes.</param>
/// <param name="Patterns">Their patterns, [tokens, tokens], by layer and head.</param>
/// <param name="Tokens">The size of the block.</param>
/// <param name="Of">Whose patterns they are, in words.</param>
public sealed record TakePatterns(
    HeadChoice Heads, IReadOnlyDictionary<(int Layer, int Head), float[]> Patterns, int Tokens, string Of) : Edit(Heads)
{
    /// <inheritdoc/>
    public override string InWords => $"{Who} looks as it does in {Of}, at the first {Tokens} tokens";
}

/// <summary>Sets a weight; the others of its row share what is left as before.</summary>
/// <param name="Heads">The heads it changes.</param>
/// <param name="Query">Who looks.</param>
/// <param name="Key">Who is looked at.</param>
/// <param name="Weight">The weight, 0 to 1.</param>
public sealed record ForceLink(HeadChoice Heads, int Query, int Key, float Weight) : Edit(Heads)
{
    /// <inheritdoc/>
    public override string InWords => $"in {Who}, token {Query} gives token {Key} {Weight}";
}

/// <summary>Takes weights away. A row that is renormalised and left empty stays a row of zeros.</summary>
/// <param name="Heads">The heads it changes.</param>
/// <param name="Queries">Whose weights; null: every query's, later ones too.</param>
/// <param name="Keys">The weights on these.</param>
/// <param name="Renormalise">Whether what is left is divided by its sum, as if the keys could not be seen.</param>
public sealed record CutLinks(
    HeadChoice Heads, IReadOnlyList<int>? Queries, IReadOnlyList<int> Keys, bool Renormalise) : Edit(Heads)
{
    /// <inheritdoc/>
    public override string InWords =>
        $"in {Who}, {(Queries is null ? "every token" : $"token {string.Join(", ", Queries)}")} gives token " +
        $"{string.Join(", ", Keys)} nothing{(Renormalise ? ", and the others share its weight" : "")}";
}
