using System.Text.RegularExpressions;

namespace Headlight.Mediation;

/// <summary>
/// Pairs from WinoBias (Zhao et al. 2018, arXiv 1804.06876), type 1, development split: two sentences in a row tell the
/// same beginning, one goes on about the first occupation and one about the other.
/// </summary>
internal static partial class WinoBias
{
    private const string Sentences = "pro_stereotyped_type1.txt.dev";

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, Sentences));

    public static IReadOnlyList<PromptPair> Bundled() => From(DataFiles.Bundled);

    public static IReadOnlyList<PromptPair> Open(string folder) => From(DataFiles.In(folder));

    private static List<PromptPair> From(Func<string, string[]> file)
    {
        var rows = file(Sentences).Select(Row.Of).ToList();
        var (female, male) = (file("female_occupations.txt").ToHashSet(), file("male_occupations.txt").ToHashSet());
        var pairs = new List<PromptPair>();
        for (var i = 0; i + 1 < rows.Count; i += 2)
        {
            if (rows[i] is { } one && rows[i + 1] is { } other && one.Before == other.Before
                && one.Nominative == other.Nominative && Pair(one, other, female, male) is { } pair)
            {
                pairs.Add(pair with { Id = $"winobias-dev-{i / 2 + 1:000}" });
            }
        }
        return pairs;
    }

    private static PromptPair? Pair(Row one, Row other, HashSet<string> female, HashSet<string> male)
    {
        var (stereo, anti) = female.Contains(one.Occupation) ? (one, other) : (other, one);
        if (!female.Contains(stereo.Occupation) || !male.Contains(anti.Occupation))
        {
            return null;
        }
        var first = one.Before.IndexOf(one.Occupation, StringComparison.OrdinalIgnoreCase)
            < one.Before.IndexOf(other.Occupation, StringComparison.OrdinalIgnoreCase) ? one : other;
        return new PromptPair
        {
            Id = "",
            PromptShe = one.Before + (one.Nominative ? "she" : "her"),
            PromptHe = one.Before + (one.Nominative ? "he" : "his"),
            CandidateStereo = stereo.After,
            CandidateAnti = anti.After,
            Occupation1 = first.Occupation,
            Occupation2 = (first == one ? other : one).Occupation,
            FemaleFirst = first == stereo,
            Source = "WinoBias type 1 dev",
        };
    }

    // `1 [The developer] argued with the designer because [he] did not like the design.`
    private sealed partial record Row(string Before, string After, string Occupation, bool Nominative)
    {
        public static Row? Of(string line)
        {
            var text = Number().Replace(line, "");
            var brackets = Bracket().Matches(text);
            var pronoun = brackets.Count == 2 ? brackets[1].Groups[1].Value : "";
            if (pronoun is not ("he" or "she" or "her" or "his"))
            {
                return null;
            }
            var before = text[..brackets[1].Index].Replace("[", "", StringComparison.Ordinal)
                .Replace("]", "", StringComparison.Ordinal);
            return new Row(
                before, text[(brackets[1].Index + brackets[1].Length)..],
                Article().Replace(brackets[0].Groups[1].Value, ""), pronoun is "he" or "she");
        }

        [GeneratedRegex(@"^\d+\s+")]
        private static partial Regex Number();

        [GeneratedRegex(@"\[([^\]]*)\]")]
        private static partial Regex Bracket();

        [GeneratedRegex("^(the|a|an) ", RegexOptions.IgnoreCase)]
        private static partial Regex Article();
    }
}
