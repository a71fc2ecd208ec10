using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Headlight.Mediation;

/// <summary>
/// A file of results, a line each, that is appended to as they come and gone on with after an interruption. The last
/// line of a finished file sums up. While it is open for writing, no other program writes it.
/// </summary>
public sealed class ResultFile : IDisposable
{
    private readonly string path;
    private readonly string model;
    private readonly string options;
    private readonly List<JsonElement> rows = [];
    private FileStream? held;
    private bool begun;

    private ResultFile(string path, string model, string options) =>
        (this.path, this.model, this.options) = (path, model, options);

    /// <summary>The pairs that are in it already.</summary>
    public IEnumerable<string> Ids => rows.Select(row => Text(row, "id"));

    /// <summary>Opens a file that may not be there yet. A line that was not written to its end is dropped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">
    /// <see cref="TransformerModel.Identity"/>: a file of another model is refused.
    /// </param>
    /// <param name="options">How is measured, in words: the same.</param>
    /// <exception cref="RequestException">It holds something else, or another program writes it.</exception>
    public static ResultFile Open(string path, string model, string options)
    {
        var file = new ResultFile(path, model, options);
        try
        {
            file.Hold();
            if (File.Exists(path))
            {
                file.Load(File.ReadAllText(path));
            }
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Hold()
    {
        try
        {
            held = new FileStream(
                path + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new RequestException(
                $"{path} cannot be written, or is being written by another program: {wrong.Message}", wrong);
        }
    }

    // Of two lines with one id the later one counts.
    private void Load(string text)
    {
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        var rest = text[whole.Length..];
        if (rest.Length > 0 && !rest.StartsWith("{\"id\":", StringComparison.Ordinal))
        {
            throw new RequestException($"{path} holds something else than results. Choose another file.");
        }
        foreach (var (line, index) in whole.Split('\n').Select((line, index) => (line, index)))
        {
            if (line.Length > 0 && Row(line, $"{path}, line {index + 1}") is { } row)
            {
                rows.RemoveAll(other => Text(other, "id") == Text(row, "id"));
                rows.Add(row);
            }
        }
    }

    /// <summary>What is there of a pair, or null.</summary>
    /// <exception cref="RequestException">There is a result of another pair with this id.</exception>
    public MediationResult? Find(PromptPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        var line = rows.FindLastIndex(row => Text(row, "id") == pair.Id);
        return line < 0 ? null
            : Text(rows[line], "pair") == Hash(pair) ? ResultJson.Read(rows[line], $"{path}, line {line + 1}")
            : throw new RequestException(
                $"{path} holds `{pair.Id}` of other prompts or continuations than are asked for. Choose another file.");
    }

    /// <summary>The results of a file, without asking how they were measured.</summary>
    /// <exception cref="RequestException">There is no such file, or it holds something else.</exception>
    public static IReadOnlyList<MediationResult> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new RequestException($"There is no file {path}.");
        }
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>The same of what is no file.</summary>
    /// <param name="stream">Lines of results.</param>
    /// <param name="name">What it is called in a refusal.</param>
    public static IReadOnlyList<MediationResult> Read(Stream stream, string name)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var results = new List<MediationResult>();
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0)
            {
                continue;
            }
            var row = Parse(text, $"{name}, line {line}");
            if (Text(row, "id") != Aggregate.Id)
            {
                results.Add(ResultJson.Read(row, $"{name}, line {line}"));
            }
        }
        return results;
    }

    /// <summary>Adds a result, at once.</summary>
    public void Append(PromptPair pair, MediationResult result)
    {
        if (!begun)
        {
            Rewrite(rows.Select(own => own.GetRawText())); // without half a line and the sum of an earlier end
            begun = true;
        }
        var row = ResultJson.Write(result);
        row["model"] = model;
        row["options"] = options;
        row["pair"] = Hash(pair);
        var line = row.ToJsonString();
        File.AppendAllText(path, line + "\n", new UTF8Encoding(false));
        rows.Add(Parse(line, path));
    }

    /// <summary>Lets other programs write it.</summary>
    public void Dispose() => held?.Dispose();

    /// <summary>Sums up: the last line.</summary>
    /// <exception cref="RequestException">There is no result.</exception>
    public void Finish(int resamples, int seed)
    {
        var last = Aggregate.Of(rows, resamples, seed);
        last["model"] = model;
        last["options"] = options;
        Rewrite(rows.Select(row => row.GetRawText()).Append(last.ToJsonString()));
    }

    private static string Hash(PromptPair pair) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n', pair.PromptShe, pair.PromptHe, pair.CandidateStereo, pair.CandidateAnti, pair.Occupation1,
            pair.Occupation2, pair.FemaleFirst))))[..8];

    // Beside it first, so that an interruption loses nothing.
    private void Rewrite(IEnumerable<string> lines)
    {
        var part = path + ".part";
        File.WriteAllLines(part, lines, new UTF8Encoding(false));
        File.Move(part, path, overwrite: true);
    }

    private JsonElement? Row(string line, string where)
    {
        var row = Parse(line, where);
        var (its, was) = (Text(row, "model"), Text(row, "options"));
        if (its != model || was != options)
        {
            throw new RequestException(
                $"{where} was measured otherwise ({its}; {was}) than is asked for ({model}; {options}). " +
                "Choose another file.");
        }
        return Text(row, "id") == Aggregate.Id ? null : row;
    }

    private static string Text(JsonElement row, string field) =>
        row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement Parse(string line, string where)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var row = document.RootElement.Clone();
            return row.ValueKind == JsonValueKind.Object && Text(row, "id").Length > 0
                ? row : throw new RequestException($"{where} is no result: it has no id.");
        }
        catch (JsonException wrong)
        {
            throw new RequestException($"{where} is no result: {wrong.Message}", wrong);
        }
    }
}
