using System.Text.Json;
using Headlight.Mediation;

namespace Headlight.Tests.Mediation;

/// <summary>Published data sets and users' own pairs.</summary>
public class PairFileTests
{
    [Fact]
    public void The_data_sets_become_the_examples_of_the_reference()
    {
        var (winobias, winogender) = (PairFile.Open("winobias"), PairFile.Open("winogender"));
        Assert.Equal((160, 44), (winobias.Count, winogender.Count));
        Assert.Equal(204, PairFile.Open("winobias,winogender").Count);
        var expected = PairFile.Open(Fixtures.PathOf("mediation/examples.json"));
        Assert.Equal(5, expected.Count);
        Assert.All(expected, pair => Assert.Equal(
            pair with { Source = "" }, winobias.Single(own => own.Id == pair.Id) with { Source = "" }));
    }

    [Fact]
    public void Every_pair_differs_in_a_pronoun_at_its_end_and_names_both_occupations()
    {
        Assert.All(PairFile.Open("winobias,winogender"), pair =>
        {
            var (she, he) = (pair.PromptShe.Split(' '), pair.PromptHe.Split(' '));
            Assert.Equal(she[..^1], he[..^1]);
            Assert.Contains((she[^1], he[^1]), new[] { ("she", "he"), ("her", "his") });
            Assert.True(
                pair.PromptShe.IndexOf(pair.Occupation1, StringComparison.OrdinalIgnoreCase)
                < pair.PromptShe.IndexOf(pair.Occupation2, StringComparison.OrdinalIgnoreCase));
            Assert.Matches("^ .*[.?]$", pair.CandidateStereo);
            Assert.NotEqual(pair.CandidateStereo, pair.CandidateAnti);
            Assert.DoesNotMatch(@"[\[\]$]", pair.PromptShe + pair.CandidateAnti + pair.CandidateStereo);
        });
    }

    [Fact]
    public void Winogender_pairs_are_oriented_by_the_published_shares()
    {
        var pair = PairFile.Open("winogender")[0];
        Assert.Equal("winogender-001", pair.Id);
        Assert.Equal("The technician told the customer that she", pair.PromptShe);
        Assert.Equal("The technician told the customer that he", pair.PromptHe);
        // 9 % of technicians: the customer counts as female.
        Assert.Equal(" could pay with cash.", pair.CandidateStereo);
        Assert.Equal(" had completed the repair.", pair.CandidateAnti);
        Assert.False(pair.FemaleFirst);
    }

    [Fact]
    public void Lines_and_arrays_say_the_same()
    {
        var array = File.ReadAllText(Fixtures.PathOf("mediation/examples.json"));
        using var document = JsonDocument.Parse(array);
        var items = document.RootElement.EnumerateArray().Select(item => JsonSerializer.Serialize(item));
        var lines = string.Join("\n\n", items);
        Assert.Equal(PairFile.Parse(array, "a"), PairFile.Parse(lines, "b"));
    }

    [Theory]
    [InlineData("", "holds no pair")]
    [InlineData("[]", "holds no pair")]
    [InlineData("[{]", "is no JSON")]
    [InlineData("{\"id\": \"a\"", "line 1 is no JSON")]
    [InlineData("[7]", "item 1 is no object")]
    [InlineData("\n{\"id\": \"a\", \"promt_she\": \"x\"}", "line 2 has no text `prompt_she`")]
    [InlineData("\n{\"id\": \"a\", \"promt_she\": \"x\"}", "Did you mean `promt_she`?")]
    [InlineData("[{\"id\": 3}]", "item 1 has no text `id`")]
    public void What_is_no_pair_is_refused_with_its_line(string text, string said)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text);
        Assert.Contains(said, Assert.Throws<RequestException>(() => PairFile.Open(path)).Message);
        File.Delete(path);
    }

    [Fact]
    public void The_occupation_called_female_is_one_of_the_two()
    {
        var wrong = File.ReadAllText(Fixtures.PathOf("mediation/examples.json")).Replace(
            "\"female_stereotyped\": \"nurse\"", "\"female_stereotyped\": \"Nurse\"", StringComparison.Ordinal);
        Assert.Contains("item 1: `female_stereotyped` is “Nurse”, neither “nurse” nor “farmer”",
            Assert.Throws<RequestException>(() => PairFile.Parse(wrong, "x")).Message);
        var twice = Assert.Throws<RequestException>(() => PairFile.Open("winogender,winogender"));
        Assert.Contains("occurs 2 times", twice.Message);
    }

    [Fact]
    public void An_id_stands_for_one_pair_and_a_wrong_name_gets_the_nearest()
    {
        var twice = File.ReadAllText(Fixtures.PathOf("mediation/examples.json"));
        twice = twice.Replace("winobias-dev-040", "winobias-dev-113", StringComparison.Ordinal);
        Assert.Contains("`winobias-dev-113` occurs 2 times",
            Assert.Throws<RequestException>(() => PairFile.Parse(twice, "x")).Message);
        Assert.Contains("Did you mean `winobias`?",
            Assert.Throws<RequestException>(() => PairFile.Open("winobiass")).Message);
    }
}
