using Headlight.Mediation;

namespace Headlight.Web.Effects;

/// <summary>Files of measured pairs, one for each model: opened once for all pages that measure with it.</summary>
internal sealed class PairFiles(string? folder = null)
{
    private const string How = "mediation; all heads";

    private readonly string folder = folder ?? CacheFolder.Of("mediation");

    private readonly Lock gate = new();
    private readonly Dictionary<string, Shared> open = [];

    /// <summary>The file of a model, until it is disposed.</summary>
    /// <exception cref="RequestException">Another program writes it.</exception>
    public Use Open(TransformerModel model)
    {
        var name = string.Concat(model.Identity.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        var path = Path.Combine(folder, $"{name}-{CacheFolder.Build:N}.jsonl");
        lock (gate)
        {
            if (!open.TryGetValue(path, out var shared))
            {
                Directory.CreateDirectory(folder);
                shared = open[path] = new Shared(Open(path, model.Identity));
            }
            shared.Users++;
            return new Use(this, path, shared);
        }
    }

    private static ResultFile Open(string path, string identity)
    {
        try
        {
            return ResultFile.Open(path, identity, How);
        }
        catch (RequestException wrong) when (wrong.InnerException is not (IOException or UnauthorizedAccessException))
        {
            // Nobody can mend a file of the program's own: it is set aside.
            File.Move(path, path + ".unreadable", overwrite: true);
            return ResultFile.Open(path, identity, How);
        }
    }

    private void Close(string path, Shared shared)
    {
        lock (gate)
        {
            if (--shared.Users == 0)
            {
                open.Remove(path);
                shared.File.Dispose();
                shared.Turn.Dispose();
            }
        }
    }

    /// <summary>A file in use.</summary>
    internal sealed class Use(PairFiles files, string path, Shared shared) : IDisposable
    {
        /// <summary>What is kept of a pair; else it is measured, by one page while the others wait for it.</summary>
        public async Task<MediationResult> FindAsync(
            PromptPair pair, Func<Task<MediationResult>> measure, CancellationToken cancellation)
        {
            await shared.Turn.WaitAsync(cancellation);
            try
            {
                if (shared.File.Find(pair) is { } kept)
                {
                    return kept;
                }
                shared.File.Append(pair, await measure());
                return shared.File.Find(pair)!; // the digits that are kept
            }
            finally
            {
                shared.Turn.Release();
            }
        }

        public void Dispose() => files.Close(path, shared);
    }

    /// <summary>A file, and whose turn it is to measure.</summary>
    internal sealed class Shared(ResultFile file)
    {
        public ResultFile File => file;

        public SemaphoreSlim Turn { get; } = new(1);

        public int Users { get; set; }
    }
}
