using System.Text.Json.Nodes;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Tests.Readings;

/// <summary>Edits written as JSON and read back.</summary>
public class EditJsonTests
{
    private static readonly Func<HeadChoice, Edit> Mean = heads =>
        new MeanHeads(heads, new Dictionary<(int, int), float[]>(), "something");

    private static readonly Func<HeadChoice, string, Edit> Pattern = (heads, text) =>
        new TakePatterns(heads, new Dictionary<(int, int), float[]>(), 3, text);

    [Fact]
    public void What_is_written_is_read_back()
    {
        Edit[] edits =
        [
            new ScaleHeads(new(9, 3), 0.25f), new CutLinks(HeadChoice.All, null, [4, 1], true),
            new CutLinks(new(2, null), [8], [4], false), new ForceLink(new(9, 4), 8, 4, 0.5f), Mean(new(1, 6)),
            Pattern(new(3, 1), "He said"), new ReplaceSite(new(2, 1), Site.K, [3, 4], [[0.5f, -1], [2, 1e-7f]]),
            new ReplaceSite(new(2, null), Site.Output, [0], [[1, 2, 3]]),
        ];
        var json = new JsonArray([.. edits.Select(EditJson.Write)]).ToJsonString();
        var back = EditJson.Parse(json, Mean, Pattern);
        Assert.Equal(edits.Select(edit => edit.InWords), back.Select(edit => edit.InWords));
        var site = Assert.IsType<ReplaceSite>(EditJson.Parse(json, Mean, Pattern)[6]);
        Assert.Equal((Site.K, 1e-7f), (site.Site, site.Values[1][1]));
        var (means, texts) = EditJson.Names(json);
        Assert.True(means);
        Assert.Equal(["He said"], texts);
    }

    [Theory]
    [InlineData("nonsense", "no JSON")]
    [InlineData("{}", "no JSON list")]
    [InlineData("[{}]", "lacks a field")]
    [InlineData("[{\"edit\": \"scal\", \"heads\": \"all\"}]", "Did you mean `scale`?")]
    [InlineData("[{\"edit\": \"scale\", \"heads\": \"H\"}]", "names no heads")]
    [InlineData("[{\"edit\": \"scale\", \"heads\": \"all\", \"factor\": \"x\"}]", "of another kind")]
    [InlineData("[{\"edit\": \"cut\", \"heads\": \"all\", \"keys\": [1.5]}]", "of another kind")]
    [InlineData("[{\"edit\": \"pattern\", \"heads\": \"all\"}]", "lacks a field")]
    [InlineData(
        "[{\"edit\": \"replace\", \"heads\": \"L1\", \"site\": \"outpt\", \"tokens\": [], \"values\": []}]",
        "Did you mean `output`?")]
    [InlineData("[7]", "of another kind")]
    [InlineData("[{\"edit\": \"cut\", \"heads\": \"all\", \"keys\": []}]", "names no keys")]
    [InlineData(
        "[{\"edit\": \"cut\", \"heads\": \"all\", \"keys\": [1], \"renormalize\": false}]",
        "no field `renormalize`. Did you mean `renormalise`?")]
    [InlineData("[{\"edit\": \"cut\", \"heads\": \"all\", \"keys\": [1], \"query\": [8]}]", "no field `query`")]
    public void What_is_no_edit_is_refused(string json, string said) =>
        Assert.Contains(said, Assert.Throws<RequestException>(() => EditJson.Parse(json, Mean, Pattern)).Message);
}
