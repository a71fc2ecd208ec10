using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Headlight.Effects;

namespace Headlight.Web.Effects;

/// <summary>
/// What an edit of each head did, kept in a file as it is measured. Every line begins with a check of the line and of
/// all that the numbers depend on, so a line of another model, text or build, a mangled one and half a one are none.
/// A file that cannot be read or written keeps nothing; measuring goes on without it.
/// </summary>
internal sealed class KeptRanking
{
    /// <summary>What files are called at their end.</summary>
    public const string Extension = ".effects";

    private const int CheckLength = 16;
    private const int MostBytes = 4_000_000;

    private readonly byte[] key;
    private readonly Outcome outcome;
    private readonly Dictionary<(int Layer, int Head), HeadEffect> heads = [];
    private readonly StringBuilder unwritten = new("\n"); // an earlier line may have been cut short

    private KeptRanking(string path, byte[] key, Outcome outcome) =>
        (Path, this.key, this.outcome) = (path, key, outcome);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The question in words; null where it is not kept.</summary>
    public string? Words { get; private set; }

    /// <summary>The heads that are kept, in the order of the file.</summary>
    public IReadOnlyCollection<HeadEffect> Heads => heads.Values;

    /// <summary>Whether a head is kept.</summary>
    public bool Has(int layer, int head) => heads.ContainsKey((layer, head));

    /// <summary>What is kept of a ranking.</summary>
    /// <param name="folder">Where; it need not be there yet.</param>
    /// <param name="key">All that the numbers depend on.</param>
    /// <param name="outcome">What is measured.</param>
    /// <param name="layers">Layers of the model; lines of others are left out.</param>
    /// <param name="perLayer">Heads of a layer.</param>
    public static KeptRanking Open(string folder, string key, Outcome outcome, int layers, int perLayer)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var path = System.IO.Path.Combine(folder, Convert.ToHexStringLower(hash)[..32] + Extension);
        var kept = new KeptRanking(path, hash, outcome);
        try
        {
            kept.Load(layers, perLayer);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            // Measured again.
        }
        return kept;
    }

    /// <summary>Keeps the question in words.</summary>
    public void Name(string words)
    {
        if (Words is null)
        {
            Words = words;
            Write("words " + JsonSerializer.Serialize(words));
        }
    }

    /// <summary>Keeps a head's effect, at once.</summary>
    public void Add(HeadEffect effect)
    {
        if (heads.TryAdd((effect.Layer, effect.Head), effect))
        {
            Write(string.Create(CultureInfo.InvariantCulture,
                $"head {effect.Layer} {effect.Head} {Bits(effect.Effect.Before)} {Bits(effect.Effect.After)}"));
        }
    }

    private void Load(int layers, int perLayer)
    {
        if (!File.Exists(Path))
        {
            return;
        }
        if (new FileInfo(Path).Length > MostBytes)
        {
            File.Delete(Path);
            return;
        }
        foreach (var line in File.ReadLines(Path))
        {
            if (line.Length > CheckLength && line[..CheckLength] == Check(line[(CheckLength + 1)..]))
            {
                Take(line[(CheckLength + 1)..], layers, perLayer);
            }
        }
        File.SetLastWriteTimeUtc(Path, DateTime.UtcNow); // the oldest to be used goes first
    }

    private void Take(string line, int layers, int perLayer)
    {
        var parts = line.Split(' ');
        if (parts[0] == "words")
        {
            Words = Text(line["words ".Length..]);
        }
        else if (parts.Length == 5 && Whole(parts[1]) is { } layer && Whole(parts[2]) is { } head
            && layer < layers && head < perLayer && Number(parts[3]) is { } before && Number(parts[4]) is { } after)
        {
            heads.TryAdd((layer, head), new HeadEffect(layer, head, new Effect(outcome, before, after)));
        }
    }

    // What another program holds open right now is written with the next line.
    private void Write(string content)
    {
        unwritten.Append(Check(content)).Append(' ').Append(content).Append('\n');
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            using var file = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.None);
            file.Write(Encoding.UTF8.GetBytes(unwritten.ToString()));
            unwritten.Clear();
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            if (unwritten.Length > MostBytes)
            {
                unwritten.Clear().Append('\n');
            }
        }
    }

    private string Check(string content) =>
        Convert.ToHexStringLower(SHA256.HashData([.. key, .. Encoding.UTF8.GetBytes(content)]))[..CheckLength];

    // Bits, so that what is read back is the number that was sent, whatever it is.
    private static string Bits(double number) => BitConverter.DoubleToUInt64Bits(number).ToString("x16", null);

    private static double? Number(string bits) =>
        ulong.TryParse(bits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? BitConverter.UInt64BitsToDouble(number) : null;

    private static int? Whole(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
