using System.Text.RegularExpressions;

namespace Headlight.Tests.Repository;

public class DocumentTests
{
    public static TheoryData<string> Documents =>
        [.. RepositoryFiles.Under("", "*.md").Where(path => !path.StartsWith("models/"))];

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("LICENSE")]
    [InlineData("NOTICE")]
    [InlineData("docs/map.md")]
    [InlineData("docs/words.md")]
    public void The_repository_has_the_documents_that_a_visitor_looks_for(string path) =>
        Assert.True(RepositoryFiles.Exists(path), $"{path} is missing.");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string document) =>
        Expect.None(Markdown.Links(RepositoryFiles.Lines(document)).Where(link => !Resolves(document, link)));

    [Theory]
    [InlineData("map.md", true)]
    [InlineData("map.md#rooms", true)]
    [InlineData("../README.md", true)]
    [InlineData("https://example.org/anything", true)]
    [InlineData("map.md#no-such-heading", false)]
    [InlineData("no-such-file.md", false)]
    [InlineData("../../outside.md", false)]
    public void A_link_resolves_only_to_what_is_there(string link, bool expected) =>
        Assert.Equal(expected, Resolves("docs/words.md", link));

    [Fact]
    public void The_map_names_every_room_of_the_library()
    {
        var map = RepositoryFiles.Text("docs/map.md");
        Expect.None(RepositoryFiles.Folders(SourceRooms.Library).Where(room => !map.Contains($"`{room}/`")));
    }

    [Fact]
    public void The_map_draws_every_arrow_that_the_tests_allow()
    {
        var rows = RepositoryFiles.Lines("docs/map.md")
            .Select(line => Regex.Match(line, @"^\| `(\w+)/` \|([^|]*)\|"))
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        Assert.All(Arrows.Allowed.Where(arrow => arrow.Key != Arrows.Options), arrow =>
        {
            Assert.True(rows.ContainsKey(arrow.Key), $"docs/map.md has no row for {arrow.Key}/.");
            var drawn = Regex.Matches(rows[arrow.Key], @"`(\w+)/`").Select(match => match.Groups[1].Value);
            Assert.Equal(arrow.Value.Order(), drawn.Order());
        });
    }

    [Fact]
    public void The_notice_names_every_bundled_model_and_fixture()
    {
        var notice = RepositoryFiles.Text("NOTICE");
        string[] groups = ["models/", "test/fixtures/"];
        Expect.None(groups.SelectMany(group => RepositoryFiles.Folders(group).Select(name => $"{group}{name}/"))
            .Where(folder => !notice.Contains(folder)));
        Expect.None(RepositoryFiles.Folders("test/fixtures/tokenizers")
            .Where(name => !Regex.IsMatch(notice, $@"(?<![\w/-]){name}(?![\w-])")));
    }

    [Fact]
    public void Every_licence_text_that_the_notice_speaks_of_is_there()
    {
        var named = Regex.Matches(RepositoryFiles.Text("NOTICE"), @"licences/[\w.-]+\w");
        Assert.Equal(RepositoryFiles.Under("licences", "*"), named.Select(match => match.Value).Distinct().Order());
    }

    private static bool Resolves(string document, string link)
    {
        if (Regex.IsMatch(link, "^(https?|mailto):"))
        {
            return true;
        }
        var parts = link.Split('#', 2);
        var folder = Path.GetDirectoryName(document)!;
        var path = parts[0] == "" ? document : Path.Combine(folder, Uri.UnescapeDataString(parts[0]));
        var full = Path.GetFullPath(Path.Combine(RepositoryFiles.Root, path));
        return full.StartsWith(RepositoryFiles.Root)
            && (File.Exists(full) || Directory.Exists(full))
            && (parts.Length == 1 || Markdown.Anchors(File.ReadAllLines(full)).Contains(parts[1]));
    }
}
