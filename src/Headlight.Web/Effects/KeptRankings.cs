using System.Text.Json;
using Headlight.Effects;

namespace Headlight.Web.Effects;

/// <summary>
/// The folder of what an edit of each head did; what was not asked for longest goes where it grows too large.
/// </summary>
internal sealed class KeptRankings(string? folder = null, int mostFiles = 1000, long mostBytes = 64_000_000)
{
    private readonly string folder = folder ?? CacheFolder.Of("effects");

    /// <summary>What is kept of a ranking; room is made for it where it is new.</summary>
    public KeptRanking Open(TransformerModel model, EffectRequest request, Outcome outcome)
    {
        Trim();
        var key = JsonSerializer.Serialize(
            new object[] { CacheFolder.Build, model.Identity, (request with { Outcome = outcome }).Key });
        return KeptRanking.Open(folder, key, outcome, model.Info.Layers, model.Info.Heads);
    }

    private void Trim()
    {
        try
        {
            var files = new DirectoryInfo(folder).GetFiles("*" + KeptRanking.Extension)
                .OrderByDescending(file => file.LastWriteTimeUtc).ToArray();
            var bytes = 0L;
            for (var i = 0; i < files.Length; i++)
            {
                bytes += files[i].Length;
                if (i >= mostFiles - 1 || bytes > mostBytes)
                {
                    files[i].Delete();
                }
            }
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // There is no such folder yet, or another program is tidying it up.
        }
    }
}
