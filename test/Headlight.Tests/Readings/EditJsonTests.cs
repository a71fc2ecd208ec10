using System.Text.Json.Nodes;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Tests.Readings;

/// <summary>Edits written as JSON and read back.</summary>
public class EditJsonTests
{
    private static readonly Func<HeadChoice, Edit> Mean = heads =>
        new MeanHeads(heads, new Dictionary<(int, int), float[]>(), "something");

    [Fact]
    public void What_is_written_is_read_back()
    {
        Edit[] edits =
        [
            new ScaleHeads(new(9, 3), 0.25f), new CutLinks(HeadChoice.All, null, [4, 1], true),
            new CutLinks(new(2, null), [8], [4], false), new ForceLink(new(9, 4), 8, 4, 0.5f), Mean(new(1, 6)),
        ];
        var json = new JsonArray([.. edits.Select(EditJson.Write)]).ToJsonString();
        Assert.Equal(edits.Select(edit => edit.InWords), EditJson.Parse(json, Mean).Select(edit => edit.InWords));
    }

    [Theory]
    [InlineData("nonsense", "no JSON")]
    [InlineData("{}", "no JSON list")]
    [InlineData("[{}]", "lacks a field")]
    [InlineData("[{\"edit\": \"scal\", \"heads\": \"all\"}]", "Did you mean `scale`?")]
    [InlineData("[{\"edit\": \"scale\", \"heads\": \"H\"}]", "names no heads")]
    [InlineData("[{\"edit\": \"scale\", \"heads\": \"all\", \"factor\": \"x\"}]", "of another kind")]
    [InlineData("[{\"edit\": \"cut\", \"heads\": \"all\", \"keys\": [1.5]}]", "of another kind")]
    [InlineData("[{\"edit\": \"pattern\", \"heads\": \"all\"}]", "give it again")]
    [InlineData("[7]", "of another kind")]
    public void What_is_no_edit_is_refused(string json, string said) =>
        Assert.Contains(said, Assert.Throws<RequestException>(() => EditJson.Parse(json, Mean)).Message);
}
