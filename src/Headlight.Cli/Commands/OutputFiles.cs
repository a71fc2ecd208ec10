using System.Globalization;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>The files that --output names.</summary>
internal sealed class OutputFiles(IReadOnlyList<string> paths)
{
    private const long Large = 100_000_000;
    private static readonly string[] Endings = [".safetensors", ".json"];

    /// <summary>Refuses, before any work, what could not be written afterwards.</summary>
    public void Check()
    {
        foreach (var path in paths)
        {
            if (!Endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            {
                throw new RequestException($"`{path}` ends neither in .safetensors nor in .json.");
            }
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            if (!Directory.Exists(folder))
            {
                throw new RequestException($"`{path}` cannot be written: there is no folder `{folder}`.");
            }
        }
    }

    public async Task WriteAsync(
        Screen screen, Reading reading, TensorSelection selection, CancellationToken cancellation)
    {
        foreach (var path in paths)
        {
            var size = ReadingFile.Size(reading, selection);
            if (size > Large)
            {
                await screen.Error.WriteLineAsync($"Writing {path}: {Bytes(size)} …");
            }
            await ReadingFile.WriteAsync(reading, path, selection, cancellation);
            await screen.Error.WriteLineAsync($"Wrote {path} ({Bytes(new FileInfo(path).Length)}).");
        }
    }

    /// <summary>`87 MB`, by thousands.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => $"{Tenths(bytes / 1e9)} GB",
        >= 1_000_000 => $"{Tenths(bytes / 1e6)} MB",
        >= 1_000 => $"{Tenths(bytes / 1e3)} kB",
        _ => $"{bytes} bytes",
    };

    private static string Tenths(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
