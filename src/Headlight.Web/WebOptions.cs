namespace Headlight.Web;

/// <summary>What a server is started with.</summary>
public sealed record WebOptions
{
    /// <summary>The port that is tried first where none is asked for.</summary>
    public const int UsualPort = 4270;

    /// <summary>The address to listen on: a loopback name, or one that others can reach.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port; null: the usual one, or a free one where that is taken. 0: a free one.</summary>
    public int? Port { get; init; }

    /// <summary>The model that the page opens with, loaded from the start.</summary>
    public string Model { get; init; } = Examples.Model;

    /// <summary>The text that the page opens with, or null.</summary>
    public string? Text { get; init; }

    /// <summary>Its second text, or null.</summary>
    public string? Pair { get; init; }

    /// <summary>A saved reading that the page opens with instead, or null.</summary>
    public string? ReadingFile { get; init; }

    /// <summary>
    /// Where measurements over data sets are kept; null: headlight/mediation in the user's local application data.
    /// </summary>
    public string? Measurements { get; init; }

    /// <summary>
    /// Where what an edit of each head did is kept; null: headlight/effects in the user's local application data.
    /// </summary>
    public string? Rankings { get; init; }

    /// <summary>Bytes that weights and readings may each take before the least recently used are dropped.</summary>
    public long? MemoryBudget { get; init; }
}
