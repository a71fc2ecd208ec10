using System.Text;
using System.Text.Json;

namespace Headlight.Mediation;

/// <summary>
/// A file of results, a line each, that is appended to as they come and gone on with after an interruption. The last
/// line of a finished file sums up.
/// </summary>
public sealed class ResultFile
{
    private readonly string path;
    private readonly string model;
    private readonly string options;
    private readonly List<JsonElement> rows = [];

    private ResultFile(string path, string model, string options) =>
        (this.path, this.model, this.options) = (path, model, options);

    /// <summary>The pairs that are in it already.</summary>
    public IEnumerable<string> Ids => rows.Select(row => row.GetProperty("id").GetString()!);

    /// <summary>Everything that is in it.</summary>
    public IReadOnlyList<MediationResult> Results =>
        [.. rows.Select((row, index) => ResultJson.Read(row, $"{path}, line {index + 1}"))];

    /// <summary>Opens a file that may not be there yet. A line that was not written to its end is dropped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">What the model is, in words: a file of another one is refused.</param>
    /// <param name="options">How is measured, in words: the same.</param>
    /// <exception cref="RequestException">It holds something else.</exception>
    public static ResultFile Open(string path, string model, string options)
    {
        var file = new ResultFile(path, model, options);
        if (!File.Exists(path))
        {
            return file;
        }
        var text = File.ReadAllText(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var (line, index) in whole.Split('\n').Select((line, index) => (line, index)))
        {
            if (line.Length > 0 && file.Row(line, $"{path}, line {index + 1}") is { } row)
            {
                file.rows.Add(row);
            }
        }
        return file;
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
            var row = Parse(text, $"{name}, line {line}");
            if (Text(row, "id") != Aggregate.Id)
            {
                results.Add(ResultJson.Read(row, $"{name}, line {line}"));
            }
        }
        return results;
    }

    /// <summary>Adds a result, at once.</summary>
    public void Append(MediationResult result)
    {
        var row = ResultJson.Write(result);
        row["model"] = model;
        row["options"] = options;
        var line = row.ToJsonString();
        if (rows.Count == 0 || !File.Exists(path))
        {
            Rewrite([]);
        }
        File.AppendAllText(path, line + "\n", new UTF8Encoding(false));
        rows.Add(Parse(line, path));
    }

    /// <summary>Makes the file hold its complete lines and nothing else, before more are added.</summary>
    public void Begin() => Rewrite(rows.Select(row => row.GetRawText()));

    /// <summary>Sums up: the last line.</summary>
    /// <exception cref="RequestException">There is no result.</exception>
    public void Finish(int resamples, int seed)
    {
        var last = Aggregate.Of(rows, resamples, seed);
        last["model"] = model;
        last["options"] = options;
        Rewrite(rows.Select(row => row.GetRawText()).Append(last.ToJsonString()));
    }

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
                $"{where} was measured otherwise ({its}; {was}) than is asked for ({model}; {options}). Choose " +
                "another " +
                "file.");
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
