using System.Text;

namespace Headlight.Cli.Input;

/// <summary>The text of a command: given, from standard input, or from a file.</summary>
internal static class TextSource
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <exception cref="RequestException">None or both were given, or the file cannot be read.</exception>
    public static async Task<string> ReadAsync(
        string? text, string? file, TextReader input, CancellationToken cancellation) => (text, file) switch
        {
            (null, null) => throw new RequestException(
                "There is no text to read: give TEXT, `-` for standard input, or --text-file FILE."),
            (not null, not null) => throw new RequestException(
                "Both TEXT and --text-file were given; give one of them."),
            ("-", _) => WithoutLastLineBreak(await AllAsync(input, cancellation)),
            (null, _) => WithoutLastLineBreak(await FileAsync(file, cancellation)),
            _ => text,
        };

    /// <summary>The text of a file in UTF-8.</summary>
    public static async Task<string> FileAsync(string path, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
        {
            throw new RequestException($"`{path}` is a folder; name a text file in it.");
        }
        try
        {
            return await File.ReadAllTextAsync(path, Strict, cancellation);
        }
        catch (DecoderFallbackException)
        {
            throw new RequestException($"`{path}` is not text in UTF-8: save it as UTF-8 first.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RequestException($"`{path}` cannot be read: {wrong.Message}");
        }
    }

    // A terminal's read cannot be interrupted, but it need not be waited for.
    private static Task<string> AllAsync(TextReader input, CancellationToken cancellation) =>
        Task.Run(input.ReadToEnd, cancellation).WaitAsync(cancellation);

    // The line break that ends a file or an `echo` is not part of the sentence.
    private static string WithoutLastLineBreak(string text) =>
        text.EndsWith("\r\n") ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
