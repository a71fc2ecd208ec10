using System.Text.Json;
using Headlight.Analysis;
using Headlight.Cli.Commands;
using Headlight.Cli.Rendering;
using Headlight.Readings;

namespace Headlight.Hosts.Tests;

/// <summary>What parts of a page look like, on a made-up reading.</summary>
public class RenderingTests
{
    private static readonly IReadOnlyList<Token> Tokens = Sample.Tokens("The", " cat", "\n", ":smile:[b]");
    private static readonly AttentionSet Set = Sample.Set(Tokens, 0, 0, MathF.Log(4), MathF.Log(2));

    [Fact]
    public void The_header_says_what_is_run() => Assert.Equal(
        "sample  GPT-2, 2 × 3 heads, 4-bit Q4_1\n", Sample.Drawn(Header.Of(Sample.Info)));

    [Fact]
    public void Tokens_are_numbered_and_their_spaces_visible()
    {
        var reading = new Reading(Sample.Info, "", null, [Set]) { Options = "no start token" };
        Assert.Equal(
            "4 tokens, no start token  (· is a space, ↵ a line break)\n0:The 1:·cat 2:↵ 3::smile:[b]\n",
            Sample.Drawn(TokenList.Of(reading, 100)));
    }

    [Fact]
    public void Predictions_are_listed_with_their_probabilities()
    {
        var reading = new Reading(Sample.Info, "", null, [Set])
        {
            Predictions = [new(1, "Ġsat", " sat", 0.625), new(2, "Ċ", "\n", double.NaN)],
            PredictedFrom = 1,
        };
        Assert.Equal(
            "Next words, after 1:·cat\n  62.5 %  ·sat\n     NaN  ↵\n", Sample.Drawn(PredictionList.Of(reading)));
        var masked = new Reading(Sample.Info with { Head = HeadKind.AtPosition }, "", null, [Set])
        {
            Predictions = reading.Predictions,
        };
        Assert.StartsWith("Words at this position, 0:The\n", Sample.Drawn(PredictionList.Of(masked)));
        var none = new Reading(Sample.Info with { Head = HeadKind.None }, "", null, [Set]);
        Assert.StartsWith("This model has no vocabulary head", Sample.Drawn(PredictionList.Of(none)));
    }

    [Fact]
    public void Heads_are_shaded_from_nothing_to_the_largest()
    {
        double[] values = [0, 0.1, 0.2, 0.3, 0.5, double.NaN];
        var heads = Set.Layers.SelectMany(layer => layer.Heads)
            .Zip(values.Select(value => new MeasureValue(value, 0.25, 4)));
        var drawn = Sample.Drawn(Overview.Of(new MeasuredHeads("previous", "Looks one back.", [.. heads])));
        Assert.Equal("""
            All heads by `previous`: Looks one back
            layer 012 head
                0  ░▒▏
                1 ▓█?▏
            Rows are layers, columns heads. Blank is 0, █ is 0.500, the largest: L1H1. ? is NaN.
            A mean over 4 tokens; a head that looks at all alike has 0.250.
            The first token (in BERT, [CLS] and [SEP]) is left out: no query, and weight on it counts 0.

            """, drawn);
    }

    [Fact]
    public void A_head_is_drawn_as_bars_in_the_order_of_the_text() => Assert.Equal("""
        L0H0: where 3::smile:[b] looks
            0 The          12.5 % ██████▎
            1 ·cat         12.5 % ██████▎
            2 ↵            50.0 % █████████████████████████ ← most
            3 :smile:[b]   25.0 % ████████████▌

        """, Sample.Drawn(HeadView.Of(Set, Set.Layers[0].Heads[0], 3, causal: true, width: 100)));

    [Fact]
    public void Keys_after_a_causal_query_are_not_drawn() => Assert.Equal("""
        L1H1: where 1:·cat looks
            0 The    50.0 % █████████████████████████ ← most
            1 ·cat   50.0 % █████████████████████████

        """, Sample.Drawn(HeadView.Of(Set, Set.Layers[1].Heads[1], 1, causal: true, width: 100)));

    [Fact]
    public void Weight_that_is_not_drawn_is_accounted_for()
    {
        var tokens = Sample.Tokens([.. Enumerable.Range(0, 40).Select(index => $" w{index}")]);
        var set = Sample.Set(tokens, new float[40]);
        var lines = Sample.Drawn(HeadView.Of(set, set.Layers[0].Heads[0], 39, causal: true, width: 60)).Split('\n');
        Assert.Equal(23, lines.Length);
        Assert.Equal("… 20 more keys hold 50.0 %", lines[21]);
        Assert.Equal(20, lines.Count(line => line.Contains("2.5 %")));
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_shown()
    {
        var set = Sample.Set(Tokens, 0, float.NaN, 0, 0);
        var drawn = Sample.Drawn(HeadView.Of(set, set.Layers[0].Heads[0], 3, causal: true, width: 60));
        Assert.Contains("NaN", drawn);
    }

    [Theory]
    [InlineData("  a b ", "··a b·")]
    [InlineData("   ", "···")]
    [InlineData("a\tb\r\n", "a⇥b←↵")]
    [InlineData("\u001b[31m", "\\u{1B}[31m")]
    [InlineData("\u200fx\u202e", "\\u{200F}x\\u{202E}")]
    [InlineData("日本", "日本")]
    [InlineData("", "")]
    public void What_cannot_be_seen_is_made_visible(string text, string readable) =>
        Assert.Equal(readable, Readable.Text(text));

    [Theory]
    [InlineData("ab", 4, "ab  ")]
    [InlineData("abcdef", 4, "abc…")]
    [InlineData("日本語", 4, "日… ")]
    public void Cells_are_filled_and_cut_to_their_width(string text, int width, string cell) =>
        Assert.Equal(cell, Readable.Cell(text, width));

    [Theory]
    [InlineData(1f, "████")]
    [InlineData(0.5f, "██")]
    [InlineData(0.03125f, "▏")]
    [InlineData(0.21875f, "▉")]
    [InlineData(0f, "")]
    [InlineData(float.NaN, "")]
    public void Bars_are_drawn_in_eighths(float weight, string bar) => Assert.Equal(bar, HeadView.Bar(weight, 4));

    [Fact]
    public void A_token_line_counts_code_points()
    {
        const string text = "😀é x";
        IReadOnlyList<Token> tokens =
        [
            new(0, 1, "[CLS]", "[CLS]", 0..0, TokenSource.Added, 0),
            new(1, 2, "😀", "😀", 0..2, TokenSource.Text, 0),
            new(2, 3, "é", "é", 2..3, TokenSource.Text, 0),
            new(3, 4, "\"", "\"", 1..2, TokenSource.Pair, 1),
        ];
        var line = TokenLine.Of("a", tokens, text, "y\"", "😀é\"");
        Assert.DoesNotContain('\n', line);
        Assert.Contains("é", line);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("[[0,0],[0,1],[1,2],[1,2]]", json.RootElement.GetProperty("spans").GetRawText());
        Assert.Equal("[1,2,3,4]", json.RootElement.GetProperty("ids").GetRawText());
        Assert.Equal("[0,0,0,1]", json.RootElement.GetProperty("type_ids").GetRawText());
        Assert.Equal("😀é\"", json.RootElement.GetProperty("decoded").GetString());
        Assert.Equal("😀", json.RootElement.GetProperty("tokens")[1].GetString());
    }

    [Fact]
    public void A_model_card_says_what_a_model_is()
    {
        var drawn = Sample.Drawn(ModelCard.Of(Sample.Info with { KeyValueHeads = 1 }, null));
        Assert.Contains("key-value heads 1\n", drawn);
        Assert.Contains("positions       1,024\n", drawn);
        Assert.Contains("size            98.8 MB\n", drawn);
        Assert.Contains("licence         not stated\n", drawn);
        Assert.Contains("predicts        the next word\n", drawn);
    }

    [Fact]
    public void A_bundled_model_that_cannot_be_read_yet_is_listed_with_its_note()
    {
        var model = new BundledModel("later", "models/later", "MIT", "ours", "read by a later version");
        var now = model with { Name = "now", Note = "" };
        var limitless = Sample.Info with { Positions = 0 };
        var lines = Sample.Drawn(ModelTable.Of([(now, Sample.Info), (model, limitless)])).TrimEnd()
            .Split('\n').Select(line => line.TrimEnd()).ToArray();
        Assert.Matches(@"^now +GPT-2 +2 × 3 +1,024 +Q4_1 +98.8 MB +135 M +MIT$", lines[1]);
        Assert.Matches(@"^later +GPT-2 +2 × 3 +no limit +Q4_1 +98.8 MB +135 M +MIT$", lines[2]);
        Assert.Equal("later: read by a later version.", lines[^1]);
    }

    [Theory]
    [InlineData(999, "999 bytes")]
    [InlineData(1_500, "1.5 kB")]
    [InlineData(98_765_432, "98.8 MB")]
    [InlineData(2_000_000_000, "2 GB")]
    public void Sizes_are_written_by_thousands(long bytes, string text) =>
        Assert.Equal(text, OutputFiles.Bytes(bytes));
}
