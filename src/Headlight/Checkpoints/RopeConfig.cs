namespace Headlight.Checkpoints;

/// <summary>
/// Rotary position embedding: the base of its frequencies, how they are scaled ("default", "linear",
/// "llama3", "yarn", …), and the section with all numbers of that scaling.
/// </summary>
internal sealed record RopeConfig(double Theta, string Type, Config? Options);
