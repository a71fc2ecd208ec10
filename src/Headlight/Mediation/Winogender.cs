using System.Globalization;

namespace Headlight.Mediation;

/// <summary>
/// Pairs from Winogender (Rudinger et al. 2018, arXiv 1804.09301): per occupation and participant two templates that
/// begin alike, one going on about each.
/// </summary>
internal static class Winogender
{
    private const string Templates = "templates.tsv";
    private const string Nominative = "$NOM_PRONOUN";
    private const string Possessive = "$POSS_PRONOUN";

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Templates));

    public static IReadOnlyList<PromptPair> Bundled() => From(DataFiles.Bundled);

    public static IReadOnlyList<PromptPair> Open(string folder) => From(DataFiles.In(folder));

    private static List<PromptPair> From(Func<string, string[]> file)
    {
        var share = file("occupations-stats.tsv").Skip(1).Select(line => line.Split('\t')).ToDictionary(
            cells => cells[0], cells => double.Parse(cells[1], CultureInfo.InvariantCulture));
        var pairs = new List<PromptPair>();
        foreach (var rows in file(Templates).Skip(1).Select(line => line.Split('\t'))
            .GroupBy(cells => (Occupation: cells[0], Participant: cells[1])))
        {
            var (occupation, participant) = (Sentence(rows, "0"), Sentence(rows, "1"));
            if (occupation is not null && participant is not null
                && Of(rows.Key.Occupation, rows.Key.Participant, occupation, participant, share) is { } pair)
            {
                pairs.Add(pair with { Id = $"winogender-{pairs.Count + 1:000}" });
            }
        }
        return pairs;
    }

    private static string? Sentence(IEnumerable<string[]> rows, string answer)
    {
        var own = rows.Where(cells => cells[2] == answer).ToList();
        return own.Count == 1 && own[0][3].Count(letter => letter == '$') == 3 ? own[0][3] : null;
    }

    private static PromptPair? Of(
        string occupation, string participant, string one, string other, Dictionary<string, double> share)
    {
        if (Slot(one) is not { } slot || Slot(other) != slot)
        {
            return null;
        }
        var before = one[..one.IndexOf(slot, StringComparison.Ordinal)];
        if (other[..other.IndexOf(slot, StringComparison.Ordinal)] != before
            || !before.Contains("$OCCUPATION", StringComparison.Ordinal)
            || !before.Contains("$PARTICIPANT", StringComparison.Ordinal))
        {
            return null;
        }
        var female = share[occupation] > 50;
        var text = before.Replace("$OCCUPATION", occupation, StringComparison.Ordinal)
            .Replace("$PARTICIPANT", participant, StringComparison.Ordinal);
        var occupationFirst = before.IndexOf("$OCCUPATION", StringComparison.Ordinal)
            < before.IndexOf("$PARTICIPANT", StringComparison.Ordinal);
        var (about, about2) = (After(one, slot), After(other, slot));
        return new PromptPair
        {
            Id = "",
            PromptShe = text + (slot == Nominative ? "she" : "her"),
            PromptHe = text + (slot == Nominative ? "he" : "his"),
            CandidateStereo = female ? about : about2,
            CandidateAnti = female ? about2 : about,
            Occupation1 = occupationFirst ? occupation : participant,
            Occupation2 = occupationFirst ? participant : occupation,
            FemaleFirst = female == occupationFirst,
            Source = "Winogender",
        };
    }

    private static string? Slot(string sentence) => (
        sentence.Contains(Nominative, StringComparison.Ordinal),
        sentence.Contains(Possessive, StringComparison.Ordinal)) switch
    {
        (true, false) => Nominative,
        (false, true) => Possessive,
        _ => null,
    };

    private static string After(string sentence, string slot) =>
        sentence[(sentence.IndexOf(slot, StringComparison.Ordinal) + slot.Length)..];
}
