namespace Headlight.Web.Effects;

/// <summary>Where measured numbers outlive the server, and what they depend on besides model and question.</summary>
internal static class CacheFolder
{
    /// <summary>This build of the library: another one may compute, or cut the bundled sentences, otherwise.</summary>
    public static Guid Build { get; } = typeof(TransformerModel).Module.ModuleVersionId;

    /// <summary>A folder of this name in the user's local application data.</summary>
    public static string Of(string name) => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "headlight", name);
}
