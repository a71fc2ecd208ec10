namespace Headlight;

/// <summary>A checkpoint that comes with Headlight.</summary>
/// <param name="Name">What to call it on the command line.</param>
/// <param name="Path">The folder or file.</param>
/// <param name="License">Its licence.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Note">What it cannot be used for yet, or empty.</param>
public sealed record BundledModel(string Name, string Path, string License, string Origin, string Note)
{
    private const string FolderVariable = "HEADLIGHT_MODELS";

    private static readonly Lazy<IReadOnlyList<BundledModel>> Bundled = new(() =>
    [
        At("smollm2", "smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", "Apache-2.0", "HuggingFaceTB/SmolLM2-135M-Instruct"),
        At("minilm", "minilm", "Apache-2.0", "sentence-transformers/all-MiniLM-L6-v2"),
        At("translate-en-fr", "translate-en-fr", "Apache-2.0", "Headlight's own specimen",
            "T5 family: bundled now, read by a later version"),
    ]);

    /// <summary>
    /// All bundled models. Their folder is `models` beside the program or the current folder or above either, or what
    /// the environment variable HEADLIGHT_MODELS says.
    /// </summary>
    public static IReadOnlyList<BundledModel> All => Bundled.Value;

    private static BundledModel At(string name, string path, string license, string origin, string note = "") =>
        new(name, System.IO.Path.Combine(Folder(), path), license, origin, note);

    private static string Folder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } said)
        {
            return said;
        }
        return Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
            ?? System.IO.Path.Combine(AppContext.BaseDirectory, "models");
    }

    private static string? Above(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "models");
            if (Directory.Exists(System.IO.Path.Combine(candidate, "smollm2")))
            {
                return candidate;
            }
        }
        return null;
    }
}
