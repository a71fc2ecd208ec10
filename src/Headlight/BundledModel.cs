namespace Headlight;

/// <summary>A checkpoint that comes with Headlight.</summary>
/// <param name="Name">What to call it on the command line.</param>
/// <param name="Path">The folder or file.</param>
/// <param name="License">Its licence.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Note">What it cannot be used for yet, or empty.</param>
public sealed record BundledModel(string Name, string Path, string License, string Origin, string Note)
{
    /// <summary>
    /// All bundled models; their folder is `models` beside or above the program, or HEADLIGHT_MODELS.
    /// </summary>
    public static IReadOnlyList<BundledModel> All => throw new NotImplementedException();
}
