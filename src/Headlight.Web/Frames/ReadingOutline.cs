using Headlight.Analysis;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Web.Frames;

/// <summary>What is known of a reading before its first layer.</summary>
internal sealed record ReadingOutline
{
    public required string Id { get; init; }

    public required ModelInfo Model { get; init; }

    public string Note { get; init; } = "";

    public required string Text { get; init; }

    public string? Pair { get; init; }

    public required string Options { get; init; }

    public bool FromFile { get; init; }

    public required IReadOnlyList<Token> Tokens { get; init; }

    public required IReadOnlyList<AttentionRule?> Rules { get; init; }

    public required bool QueriesAndKeys { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What was changed, in words.</summary>
    public IReadOnlyList<string> Edits { get; init; } = [];

    /// <summary>The same as it was asked for: a JSON list.</summary>
    public string EditsJson { get; init; } = "[]";

    /// <summary>What the model wrote, at the end of the tokens.</summary>
    public IReadOnlyList<GeneratedToken> Generated { get; init; } = [];

    /// <summary>Why it wrote no more, in words; null where it wrote nothing.</summary>
    public string? Ended { get; init; }

    /// <summary>Keys that heads park weight on.</summary>
    public IReadOnlyList<int> Parked => ParkedTokens.Of(Tokens, Model.Causal);

    /// <summary>Blocks in a row of a pattern.</summary>
    public int Blocks => Math.Min(ReadingFrames.MostBlocks, Tokens.Count);

    /// <summary>The outline of a reading that came from a file.</summary>
    public static ReadingOutline OfFile(string id, Reading reading) => new()
    {
        Id = id,
        Model = reading.Model,
        Text = reading.Text,
        Pair = reading.Pair,
        Options = reading.Options,
        FromFile = true,
        Tokens = reading.Tokens,
        Rules = [.. reading.Layers.Select(layer => layer.Rule)],
        QueriesAndKeys = reading.Layers.All(layer => layer.Heads[0] is { Q: not null, K: not null }),
        Warnings = reading.Warnings,
    };

    /// <summary>The same of a run that was changed or gone on with, as it turned out.</summary>
    public ReadingOutline Of(Reading reading, string edits, string? ended = null) => this with
    {
        Text = reading.Text,
        Tokens = reading.Tokens,
        Rules = [.. reading.Layers.Select(layer => Changed.Rule(reading, layer))],
        Edits = [.. reading.Edits.Select(edit => edit.InWords)],
        EditsJson = edits,
        Generated = reading.Generated,
        Ended = ended,
    };
}
