using Headlight.Cli.Commands;
using Headlight.Cli.Input;
using Headlight.Readings;

namespace Headlight.Hosts.Tests;

/// <summary>Heads, queries and rows as people write them.</summary>
public class InputTests
{
    private static readonly IReadOnlyList<Token> Tokens =
        Sample.Tokens("The", " cat", " saw", " the", " cat", "tle", ".");

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("5", null, 5, null)]
    [InlineData("5", "8", 5, 8)]
    [InlineData(null, "8", null, 8)]
    [InlineData(null, "L5H8", 5, 8)]
    [InlineData(null, "l5h8", 5, 8)]
    [InlineData(null, "5.8", 5, 8)]
    [InlineData("5", "5.8", 5, 8)]
    public void Heads_are_numbers_or_names(string? layer, string? head, int? wantedLayer, int? wantedHead) =>
        Assert.Equal((wantedLayer, wantedHead), HeadName.Parse(layer, head));

    [Theory]
    [InlineData(2, 0, "There is no layer 2: sample has layers 0 to 1.")]
    [InlineData(0, 3, "There is no head 3: sample has heads 0 to 2.")]
    [InlineData(null, 1, "--head 1 needs a layer: write --head L0H1 or add --layer.")]
    public void Heads_that_do_not_exist_are_refused(int? layer, int? head, string sentence)
    {
        var wrong = Assert.Throws<RequestException>(() => HeadName.Check(Sample.Info, layer, head));
        Assert.Equal(sentence, wrong.Message);
    }

    [Theory]
    [InlineData(null, 6)]
    [InlineData("0", 0)]
    [InlineData("saw", 2)]
    [InlineData("the", 3)]
    [InlineData("The", 0)]
    [InlineData("SAW", 2)]
    [InlineData("cattle", 5)]
    [InlineData(".", 6)]
    public void Queries_are_indices_or_words(string? query, int index) =>
        Assert.Equal(index, QueryName.Resolve(query, Tokens));

    [Theory]
    [InlineData("7", "There is no token 7: the tokens are 0 to 6.")]
    [InlineData("-1", "There is no token -1: the tokens are 0 to 6.")]
    [InlineData("cat", "`cat` occurs 2 times, at 1, 4: say which with --query N.")]
    [InlineData("THE", "`THE` occurs 2 times, at 0, 3: say which with --query N.")]
    [InlineData("sax", "No token is `sax`. Did you mean `saw`?")]
    public void Queries_that_name_no_token_are_refused(string query, string sentence)
    {
        var wrong = Assert.Throws<RequestException>(() => QueryName.Resolve(query, Tokens));
        Assert.Equal(sentence, wrong.Message);
    }

    [Fact]
    public void A_row_holds_a_text_or_ids()
    {
        var text = TextRow.Parse("""{"id": "a", "text": "x", "pair": "y", "ids": null}""", "f, line 1");
        Assert.Equal(("a", "x", "y"), (text.Id, text.Text, text.Pair));
        var ids = TextRow.Parse("""{"id": 7, "ids": [1, 2], "type_ids": [0, 1]}""", "f, line 1");
        Assert.Equal("7", ids.Id);
        Assert.Equal([1, 2], ids.Ids!);
        Assert.Equal([0, 1], ids.TypeIds!);
    }

    [Theory]
    [InlineData("{", "f, line 3 is not JSON")]
    [InlineData("[]", "f, line 3 is not an object")]
    [InlineData("""{"id": "a"}""", "f, line 3 needs \"text\" or \"ids\".")]
    [InlineData("""{"id": "a", "text": "x", "ids": [1]}""",
        "f, line 3 has both \"text\" and \"ids\"; give one of them.")]
    [InlineData("""{"id": "a", "txt": "x"}""", "f, line 3 has an unknown field `txt`. Did you mean `text`?")]
    [InlineData("""{"id": "a", "text": 1}""", "f, line 3: \"text\" is not a string")]
    [InlineData("""{"id": "a", "text": "\ud800"}""", "f, line 3: \"text\" is not a string of whole characters.")]
    [InlineData("""{"id": "a", "ids": [1.5]}""", "f, line 3: \"ids\" is not a list of whole numbers.")]
    [InlineData("""{"id": "a", "ids": [1], "type_ids": [0, 0]}""", "f, line 3 has 2 type_ids for 1 ids.")]
    [InlineData("""{"id": "a", "text": "x", "decoder_text": "y"}""", "f, line 3 has `decoder_text`, which only")]
    public void A_bad_row_is_refused_by_file_and_line(string line, string sentence)
    {
        var wrong = Assert.Throws<RequestException>(() => TextRow.Parse(line, "f, line 3"));
        Assert.StartsWith(sentence, wrong.Message);
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    public void An_id_that_is_no_file_name_is_refused(string id)
    {
        var wrong = Assert.Throws<RequestException>(() => ReadMany.CheckIds([Row(id)]));
        Assert.StartsWith($"f has the id `{id}`, which cannot be a file's name", wrong.Message);
    }

    [Fact]
    public void A_row_without_an_id_is_refused()
    {
        var wrong = Assert.Throws<RequestException>(() => ReadMany.CheckIds([Row("")]));
        Assert.StartsWith("f has no \"id\"", wrong.Message);
    }

    [Fact]
    public void An_id_given_twice_is_refused()
    {
        var wrong = Assert.Throws<RequestException>(() => ReadMany.CheckIds([Row("a"), Row("b"), Row("a")]));
        Assert.StartsWith("f has the id `a` again, after f (", wrong.Message);
        ReadMany.CheckIds([Row("a"), Row("A b"), Row("...")]);
    }

    [Fact]
    public void Progress_says_how_many_and_how_long() => Assert.Equal(
        "Reading 2/10 (a), 1:20 left", ReadMany.Progress(2, 10, "a", TimeSpan.FromSeconds(20)));

    private static TextRow Row(string id) => new("f", id, "x", null, null, null);
}
