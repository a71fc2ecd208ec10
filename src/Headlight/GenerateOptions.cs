using System.Globalization;

namespace Headlight;

/// <summary>How a text is continued. As it stands, the most probable token is taken each time.</summary>
public sealed record GenerateOptions
{
    /// <summary>The most tokens to add.</summary>
    public int MaxNewTokens { get; init; } = 20;

    /// <summary>Go on after the token that ends a text.</summary>
    public bool IgnoreEnd { get; init; }

    /// <summary>0 takes the most probable token; above it, tokens are drawn by softmax(logits / temperature).</summary>
    public double Temperature { get; init; }

    /// <summary>Draw from this many of the most probable tokens only; null: from all.</summary>
    public int? TopK { get; init; }

    /// <summary>Draw from the fewest tokens whose probabilities reach this sum; null: from all.</summary>
    public double? TopP { get; init; }

    /// <summary>The same seed draws the same tokens from the same probabilities.</summary>
    public int Seed { get; init; }

    /// <summary>How many of the most probable tokens are kept with every step.</summary>
    public int Alternatives { get; init; } = 5;

    /// <summary>Add the special tokens that the tokenizer puts around a text.</summary>
    public bool SpecialTokens { get; init; } = true;

    /// <summary>Put the vocabulary's start token first, where the tokenizer has not done so itself.</summary>
    public bool StartToken { get; init; }

    /// <summary>`most probable token each time`, or `temperature 0.8, top-k 40, seed 3`.</summary>
    internal string InWords => Temperature == 0 ? "most probable token each time" : string.Create(
        CultureInfo.InvariantCulture,
        $"temperature {Temperature}{(TopK is { } k ? $", top-k {k}" : "")}{(TopP is { } p ? $", top-p {p}" : "")}, " +
        $"seed {Seed}");

    internal ReadOptions Read => new() { SpecialTokens = SpecialTokens, StartToken = StartToken };
}
