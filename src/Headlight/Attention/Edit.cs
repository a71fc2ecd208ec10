namespace Headlight.Attention;

/// <summary>
/// A change to what heads do during a run, as data. Edits of one run are applied in this order, whatever the order they
/// are given in: q, k and v replaced, patterns taken over, links forced, links cut, outputs replaced by means, outputs
/// scaled, z replaced, the block's output replaced.
/// </summary>
/// <param name="Heads">The heads it changes.</param>
public abstract record Edit(HeadChoice Heads)
{
    /// <summary>The edit in words: `L9H3 is off: its output is 0 (out of distribution)`.</summary>
    public abstract string InWords { get; }

    /// <summary>The first token whose row it can change in its layers; those before it stay as they are.</summary>
    internal virtual int FirstRow => 0;

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
/// <param name="Of">The text whose patterns they are.</param>
/// <param name="First">Rows before this one stay as they are: both runs have the same.</param>
public sealed record TakePatterns(
    HeadChoice Heads, IReadOnlyDictionary<(int Layer, int Head), float[]> Patterns, int Tokens, string Of,
    int First = 0) : Edit(Heads)
{
    /// <inheritdoc/>
    public override string InWords => $"{Who} looks as it does in “{Of}”, at the first {Tokens} tokens";

    /// <inheritdoc/>
    internal override int FirstRow => First;
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

    /// <inheritdoc/>
    internal override int FirstRow => Query;
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

    /// <inheritdoc/>
    internal override int FirstRow => Queries is { Count: > 0 } ? Queries.Min() : 0;
}

/// <summary>What a run passes on between a layer's parts, and an edit can replace.</summary>
public enum Site
{
    /// <summary>Queries of a head after rotary positions, [head size].</summary>
    Q,

    /// <summary>Keys after rotary positions, [head size]; the head is a key-value head.</summary>
    K,

    /// <summary>Values, [head size]; the head is a key-value head.</summary>
    V,

    /// <summary>Pattern times values of a head, [head size].</summary>
    Z,

    /// <summary>The residual stream after the block, [width]; not of one head.</summary>
    Output,
}

/// <summary>Puts given numbers where a layer computed its own, at some tokens.</summary>
/// <param name="Heads">One layer, and one of its heads or all: then a token's numbers are those of all heads.</param>
/// <param name="Site">Where.</param>
/// <param name="Tokens">The tokens whose numbers are replaced.</param>
/// <param name="Values">For each token, [head size] of one head, [heads · head size] or [width].</param>
public sealed record ReplaceSite(
    HeadChoice Heads, Site Site, IReadOnlyList<int> Tokens, IReadOnlyList<float[]> Values) : Edit(Heads)
{
    /// <inheritdoc/>
    public override string InWords => $"{Whose} at token {string.Join(", ", Tokens)} is what was given";

    /// <inheritdoc/>
    internal override int FirstRow => Tokens.Count > 0 ? Tokens.Min() : 0;

    private string Whose => Site switch
    {
        Site.Output => $"the output of layer {Heads.Layer}",
        Site.K or Site.V when Heads.Head is { } head =>
            $"{Site.ToString().ToLowerInvariant()} of key-value head {head} of layer {Heads.Layer}",
        _ => $"{Site.ToString().ToLowerInvariant()} of {Who}",
    };
}
