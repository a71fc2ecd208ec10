using Headlight.Effects;
using Headlight.Web;
using Headlight.Web.Effects;

namespace Headlight.Hosts.Tests.Web;

/// <summary>The file of what an edit of each head did: what is read back is what was written, or nothing.</summary>
public sealed class KeptRankingTests : IDisposable
{
    private static readonly ContinuationOdds Odds = new(" said", " asked");
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-effects-").FullName;

    private string OneFile => Assert.Single(Directory.GetFiles(folder));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Numbers_are_read_back_to_the_last_bit()
    {
        double[] numbers = [0.1 + 0.2, -1e-310, double.NaN, double.PositiveInfinity, -0.0, Math.PI];
        var kept = Open();
        kept.Name("each head\nin turn “” \u2028 is off");
        for (var head = 0; head < numbers.Length; head++)
        {
            kept.Add(Effect(1, head, numbers[^(head + 1)], numbers[head]));
        }
        var again = Open();
        Assert.Equal("each head\nin turn “” \u2028 is off", again.Words);
        Assert.Equal(numbers.Length, again.Heads.Count);
        Assert.All(kept.Heads.Zip(again.Heads), pair => Assert.Equal(Bits(pair.First), Bits(pair.Second)));
    }

    [Fact]
    public void Half_a_line_a_changed_digit_and_foreign_lines_are_no_lines()
    {
        var kept = Open();
        kept.Name("words");
        for (var head = 0; head < 4; head++)
        {
            kept.Add(Effect(0, head, 0, head));
        }
        var lines = File.ReadAllLines(OneFile).Where(line => line.Length > 0).ToList();
        var other = Open("another text");
        other.Add(Effect(0, 5, 0, 7));
        var foreign = File.ReadAllLines(Directory.GetFiles(folder).Single(path => path != kept.Path))[^1];
        lines[1] = lines[1].Replace(" 0 0 ", " 0 6 ");
        lines[2] = lines[2][..^1] + "1";
        string[] hostile = ["head", "words ", "{}", "0123456789abcdef", "0123456789abcdef head", "\0\ufffd", foreign];
        File.WriteAllText(kept.Path, string.Join('\n', [.. hostile, .. lines])[..^5]);
        var again = Open();
        Assert.Equal("words", again.Words);
        Assert.Equal([(0, 2, 2.0)], again.Heads.Select(head => (head.Layer, head.Head, head.Change)));
        again.Add(Effect(0, 3, 0, 3));
        Assert.Equal(2, Open().Heads.Count);
    }

    [Fact]
    public void Heads_that_the_model_does_not_have_are_left_out()
    {
        var kept = Open();
        kept.Add(Effect(1, 8, 0, 1));
        kept.Add(Effect(7, 1, 0, 1));
        Assert.Equal([(1, 8)], Open().Heads.Select(head => (head.Layer, head.Head)));
    }

    [Fact]
    public void Where_nothing_can_be_kept_nothing_is()
    {
        var kept = KeptRanking.Open(Path.Combine(folder, "file"), "key", Odds, 2, 9);
        File.WriteAllText(Path.Combine(folder, "file"), "");
        kept.Add(Effect(0, 0, 0, 1));
        Assert.True(kept.Has(0, 0));
        Directory.CreateDirectory(Open().Path);
        var folderInPlace = Open();
        folderInPlace.Add(Effect(0, 0, 0, 1));
        Assert.Empty(Open().Heads);
    }

    [Fact]
    public void What_is_too_large_for_a_file_of_its_own_is_dropped()
    {
        Open().Add(Effect(0, 0, 0, 1));
        using (var file = File.OpenWrite(OneFile))
        {
            file.SetLength(5_000_000);
        }
        Assert.Empty(Open().Heads);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void What_another_program_writes_now_is_written_later()
    {
        var kept = Open();
        kept.Name("words");
        using (new FileStream(OneFile, FileMode.Append, FileAccess.Write, FileShare.None))
        {
            kept.Add(Effect(0, 0, 0, 1));
        }
        kept.Add(Effect(0, 1, 0, 2));
        Assert.Equal(2, Open().Heads.Count);
    }

    [Fact]
    public void What_was_not_asked_for_longest_goes_first()
    {
        using var model = TransformerModel.Load("minilm");
        var kept = new KeptRankings(folder, mostFiles: 3);
        for (var text = 0; text < 6; text++)
        {
            if (text > 0)
            {
                Assert.Single(Ask(model, kept, 0).Heads);
            }
            Ask(model, kept, text).Add(Effect(0, 0, 0, text));
            File.SetLastWriteTimeUtc(Directory.GetFiles(folder).MaxBy(File.GetCreationTimeUtc)!, new(2026, 1, 2));
        }
        Assert.Equal(3, Directory.GetFiles(folder).Length);
        Assert.Single(Ask(model, kept, 0).Heads);
    }

    private static KeptRanking Ask(TransformerModel model, KeptRankings kept, int text) => kept.Open(
        model, new EffectRequest(new ReadRequest("minilm", $"text {text}", null), null, Question.Of(
            System.Text.Json.JsonDocument.Parse("""{"kind": "zero"}""").RootElement)), Odds);

    private KeptRanking Open(string key = "key") => KeptRanking.Open(folder, key, Odds, 2, 9);

    private static HeadEffect Effect(int layer, int head, double before, double after) =>
        new(layer, head, new Effect(Odds, before, after));

    private static (int, int, long, long) Bits(HeadEffect head) => (head.Layer, head.Head,
        BitConverter.DoubleToInt64Bits(head.Effect.Before), BitConverter.DoubleToInt64Bits(head.Effect.After));
}
