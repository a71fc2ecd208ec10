namespace Headlight.Checkpoints;

/// <summary>
/// Rotary position embedding: the base of its frequencies, how they are scaled ("default", "linear", "llama3",
/// "yarn", …), and the options of that scaling by key.
/// </summary>
internal sealed record RopeConfig(double Theta, string Type, Config? Options)
{
    /// <summary>An option of the scaling.</summary>
    public double Number(string key, double? fallback = null) =>
        Options?.Number(key, fallback) ?? fallback ?? throw new CheckpointException($"Rotary scaling has no `{key}`.");
}
