namespace Headlight;

/// <summary>How a model is loaded.</summary>
public sealed record ModelOptions
{
    /// <summary>
    /// Threads that compute, by default one per processor. The same threads on the same machine give the same bits.
    /// </summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
