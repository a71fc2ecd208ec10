using System.Text.Json;

namespace Headlight.Mediation;

/// <summary>Pairs of prompts from JSON: an array of objects, or one object a line.</summary>
public static class PairFile
{
    private static readonly string[] Fields =
        ["id", "prompt_she", "prompt_he", "candidate_stereo", "candidate_anti", "occupation_1", "occupation_2"];

    /// <summary>
    /// Reads `winobias`, `winogender`, a folder with the files of either, an array, or JSON lines; several with commas
    /// between them.
    /// </summary>
    /// <exception cref="RequestException">
    /// There is no such file, no pair in it, a row lacks a field, or an id occurs twice.
    /// </exception>
    public static IReadOnlyList<PromptPair> Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var pairs = path switch
        {
            "winobias" => WinoBias.Bundled(),
            "winogender" => Winogender.Bundled(),
            _ when WinoBias.IsIn(path) => WinoBias.Open(path),
            _ when Winogender.IsIn(path) => Winogender.Open(path),
            _ when File.Exists(path) => Parse(File.ReadAllText(path), path),
            _ when path.Contains(',') => [.. path.Split(',').SelectMany(Open)],
            _ => throw new RequestException(
                $"There is no file {path}.{Nearest.Hint(path, ["winobias", "winogender"])} Give JSON lines of prompt " +
                "pairs, winobias, or winogender."),
        };
        CheckIds(pairs, path);
        return pairs.Count > 0 ? pairs : throw new RequestException(
            $"{path} holds no pair of prompts: there is nothing to measure.");
    }

    /// <summary>Pairs from the text of a file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="path">What the file is called in a refusal.</param>
    /// <exception cref="RequestException">As for <see cref="Open"/>.</exception>
    public static IReadOnlyList<PromptPair> Parse(string json, string path)
    {
        ArgumentNullException.ThrowIfNull(json);
        var pairs = json.TrimStart().StartsWith('[') ? FromArray(json, path) : FromLines(json, path);
        CheckIds(pairs, path);
        return pairs;
    }

    private static void CheckIds(IReadOnlyList<PromptPair> pairs, string path)
    {
        if (pairs.Any(pair => pair.Id == Aggregate.Id))
        {
            throw new RequestException($"{path}: the id `{Aggregate.Id}` names the line that sums up; choose another.");
        }
        if (pairs.GroupBy(pair => pair.Id).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new RequestException(
                $"{path}: the id `{twice.Key}` occurs {twice.Count()} times; every pair needs its own.");
        }
    }

    private static List<PromptPair> FromArray(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. document.RootElement.EnumerateArray().Select(
                (item, index) => Of(item, $"{path}, item {index + 1}"))];
        }
        catch (JsonException wrong)
        {
            throw new RequestException($"{path} is no JSON: {wrong.Message}", wrong);
        }
    }

    private static List<PromptPair> FromLines(string json, string path)
    {
        var pairs = new List<PromptPair>();
        foreach (var (line, index) in json.Split('\n').Select((line, index) => (line, index)))
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }
            try
            {
                using var document = JsonDocument.Parse(line);
                pairs.Add(Of(document.RootElement, $"{path}, line {index + 1}"));
            }
            catch (JsonException wrong)
            {
                throw new RequestException($"{path}, line {index + 1} is no JSON: {wrong.Message}", wrong);
            }
        }
        return pairs;
    }

    private static PromptPair Of(JsonElement item, string where)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            throw new RequestException($"{where} is no object: one with {string.Join(", ", Fields)} was expected.");
        }
        return new PromptPair
        {
            Id = Text("id"),
            PromptShe = Text("prompt_she"),
            PromptHe = Text("prompt_he"),
            CandidateStereo = Text("candidate_stereo"),
            CandidateAnti = Text("candidate_anti"),
            Occupation1 = Text("occupation_1"),
            Occupation2 = Text("occupation_2"),
            FemaleFirst = item.TryGetProperty("female_stereotyped", out var female)
                && female.ValueKind != JsonValueKind.Null ? First(Text("female_stereotyped")) : null,
            Source = item.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.String
                ? source.GetString()! : "",
        };

        bool First(string female) => female == Text("occupation_1")
            || (female == Text("occupation_2") ? false : throw new RequestException(
                $"{where}: `female_stereotyped` is “{female}”, neither “{Text("occupation_1")}” nor " +
                $"“{Text("occupation_2")}”: write one of them, or leave it out."));

        string Text(string field) =>
            item.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
                && value.GetString() is { Length: > 0 } text
                ? text
                : throw new RequestException(
                    $"{where} has no text `{field}`: every row needs {string.Join(", ", Fields)}." +
                    Nearest.Hint(field, item.EnumerateObject().Select(property => property.Name).Except(Fields)));
    }
}
