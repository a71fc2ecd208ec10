using System.Text.RegularExpressions;

namespace Headlight.Tests.Repository;

/// <summary>
/// What is committed speaks of the project only: no path of the machine it was written on, no note to self.
/// </summary>
public partial class CommittedTextTests
{
    private static readonly string[] Binary = [".safetensors", ".gguf", ".png"];
    private static readonly string[] FromElsewhere = ["models/", "test/fixtures/", "licences/", "LICENSE"];

    private static IEnumerable<string> OurFiles => RepositoryFiles.Under("", "*").Where(path =>
        !Binary.Contains(Path.GetExtension(path)) && !FromElsewhere.Any(start => path.StartsWith(start)));

    [Fact]
    public void No_file_names_a_path_of_somebodys_machine() => Expect.None(Found(MachinePath()));

    [Fact]
    public void No_file_speaks_of_how_the_work_was_organised() => Expect.None(Found(WorkTalk()));

    [Theory]
    [InlineData("see /ho" + "me/ann/notes", true)]
    [InlineData("cp x \"/tm" + "p/x\"", true)]
    [InlineData("https://example.org/home/ann", false)]
    [InlineData("$scratch/tmp/x", false)]
    [InlineData("src/work/x", false)]
    public void A_machine_path_is_told_from_other_slashes(string text, bool expected) =>
        Assert.Equal(expected, MachinePath().IsMatch(text));

    private static IEnumerable<string> Found(Regex words) => OurFiles
        .SelectMany(path => RepositoryFiles.Lines(path).Select((line, index) => (path, line, index)))
        .Where(each => words.IsMatch(each.line))
        .Select(each => $"{each.path}:{each.index + 1}: {words.Match(each.line).Value}");

    [GeneratedRegex(@"(?<![\w.~$}/-])/(?:work|tmp|root|home|Users|mnt)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(?:issue #?\d|(?<!user-)[a]gents?\b|(?:FIX[M]E|TO[D]O)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex WorkTalk();
}
