using Headlight.Checkpoints;

namespace Headlight;

/// <summary>What a user calls a model → the file or folder that holds it.</summary>
internal static class ModelLocator
{
    public static string Find(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new RequestException("No model was named. Give a bundled name, a folder, a .gguf file " +
                "or a Hugging Face id.");
        }
        if (BundledModel.All.FirstOrDefault(model => model.Name == name) is { } bundled)
        {
            return Path.Exists(bundled.Path)
                ? bundled.Path
                : throw new CheckpointException(
                    $"The bundled model `{name}` is not at {bundled.Path}. Set HEADLIGHT_MODELS to the `models` " +
                    "folder of a clone of Headlight, or give a path.");
        }
        if (Path.Exists(name))
        {
            return name;
        }
        if (name.Count(letter => letter == '/') <= 1 && HuggingFaceCache.Find(name) is { } cached)
        {
            return cached;
        }
        var known = string.Join(", ", BundledModel.All.Select(model => model.Name));
        throw new CheckpointException(
            $"There is no model `{name}`: it is no bundled name ({known}), no file or folder, and not in the " +
            $"Hugging Face cache.{Nearest.Hint(name, Neighbours(name))}");
    }

    // Bundled names, and what lies beside the path that was given.
    private static IEnumerable<string> Neighbours(string name)
    {
        var bundled = BundledModel.All.Select(model => model.Name);
        var folder = Path.GetDirectoryName(name) is { Length: > 0 } parent ? parent : ".";
        return Directory.Exists(folder) && name.Contains('/')
            ? bundled.Concat(Directory.EnumerateFileSystemEntries(folder).Take(1000))
            : bundled;
    }
}
