using Headlight.Mediation;

namespace Headlight.Tests.Mediation;

/// <summary>Result files: appended to, interrupted, gone on with.</summary>
public sealed class ResultFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-results-").FullName;

    private string Target => Path.Combine(folder, "r.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_interrupted_file_ends_as_one_that_was_not()
    {
        Write("whole.jsonl", "a", "b", "c");
        using var file = ResultFile.Open(Target, "m", "o");
        file.Append(Pair("a"), Result("a", 1));
        file.Append(Pair("b"), Result("b", 2));
        file.Dispose();
        File.AppendAllText(Target, File.ReadAllText(Path.Combine(folder, "whole.jsonl"))[..60]); // cut off in a line
        using var again = ResultFile.Open(Target, "m", "o");
        Assert.Equal(["a", "b"], again.Ids);
        again.Append(Pair("c"), Result("c", 3));
        again.Finish(100, 0);
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "whole.jsonl")), File.ReadAllText(Target));
    }

    [Fact]
    public void A_finished_file_is_gone_on_with_and_summed_up_anew()
    {
        Write("r.jsonl", "a", "b");
        using var file = ResultFile.Open(Target, "m", "o");
        file.Append(Pair("c"), Result("c", 3));
        file.Finish(100, 0);
        var lines = File.ReadAllLines(Target);
        Assert.Equal(4, lines.Length);
        Assert.Single(lines, line => line.Contains("\"aggregate\"", StringComparison.Ordinal));
        Assert.StartsWith("{\"id\":\"aggregate\",\"n\":3", lines[^1]);
        Assert.Equal(["a", "b", "c"], ResultFile.Read(Target).Select(result => result.Id));
    }

    [Fact]
    public void A_result_reads_back_to_nine_digits_with_what_was_not_measured()
    {
        Write("r.jsonl", "a");
        var (back, given) = (ResultFile.Read(Target)[0], Result("a", 1));
        Assert.Equal(given.LogShe[0], back.LogShe[0], 1e-8);
        Assert.Equal(given.Heads[1][0].Direct, back.Heads[1][0].Direct, 1e-8);
        Assert.True(double.IsNaN(back.Heads[0][1].Indirect));
        Assert.Equal(given.Ablation!.MeanHe[1][1], back.Ablation!.MeanHe[1][1], 1e-8);
        Assert.Equal((1, 0), back.Edges!.Heads[0]);
        Assert.Equal(given.Edges!.He.Head[0][2][1], back.Edges.He.Head[0][2][1], 1e-8);
        Assert.Equal(given.Edges.She.Weight[0][1], back.Edges.She.Weight[0][1], 1e-8);
        Assert.Null(back.FemaleFirst);
    }

    [Fact]
    public void A_result_of_an_edited_pair_is_not_taken_for_its_own()
    {
        Write("r.jsonl", "a");
        using var file = ResultFile.Open(Target, "m", "o");
        Assert.NotNull(file.Find(Pair("a")));
        Assert.Null(file.Find(Pair("b")));
        var wrong = Assert.Throws<RequestException>(() => file.Find(Pair("a") with { PromptHe = "Him" }));
        Assert.Contains("of other prompts or continuations", wrong.Message);
    }

    [Fact]
    public void Two_do_not_write_one_file()
    {
        using var one = ResultFile.Open(Target, "m", "o");
        one.Append(Pair("a"), Result("a", 1));
        var taken = Assert.Throws<RequestException>(() => ResultFile.Open(Target, "m", "o"));
        Assert.Contains("another program", taken.Message);
        one.Dispose();
        using var later = ResultFile.Open(Target, "m", "o");
        Assert.Equal(["a"], later.Ids);
    }

    [Theory]
    [InlineData("other", "o")]
    [InlineData("m", "other")]
    public void Results_measured_otherwise_are_refused(string model, string options)
    {
        Write("r.jsonl", "a");
        var wrong = Assert.Throws<RequestException>(() => ResultFile.Open(Target, model, options));
        Assert.Contains("line 1 was measured otherwise (m; o)", wrong.Message);
    }

    [Theory]
    [InlineData("nonsense\n", "line 1 is no result")]
    [InlineData("{}\n", "has no id")]
    [InlineData("[]\n", "has no id")]
    [InlineData("my notes", "something else than results")]
    [InlineData("[{\"id\": \"a pair\"}]", "something else than results")]
    [InlineData("{\"id\":\"a\"}\n", "was measured otherwise (; )")]
    public void Other_files_are_refused_and_left_as_they_are(string text, string said)
    {
        File.WriteAllText(Target, text);
        Assert.Contains(said, Assert.Throws<RequestException>(() => ResultFile.Open(Target, "m", "o")).Message);
        Assert.Equal(text, File.ReadAllText(Target));
    }

    private void Write(string name, params string[] ids)
    {
        using var file = ResultFile.Open(Path.Combine(folder, name), "m", "o");
        for (var i = 0; i < ids.Length; i++)
        {
            file.Append(Pair(ids[i]), Result(ids[i], i + 1));
        }
        file.Finish(100, 0);
    }

    private static PromptPair Pair(string id) => new()
    {
        Id = id,
        PromptShe = "She",
        PromptHe = "He",
        CandidateStereo = " a",
        CandidateAnti = " b",
        Occupation1 = "",
        Occupation2 = "",
    };

    private static EdgeEffects Cut(double by) => new(
        [[[by, by / 3], [by / 7, 0], [-by, by / 9]]], [[by, by], [0, by], [by, by / 3]], [[by / 11, by / 13]]);

    private static MediationResult Result(string id, double by)
    {
        double[][] grid = [[by, by / 3], [-by, by * 1e-7]];
        return new MediationResult
        {
            Id = id,
            PromptTokens = 9,
            LogShe = [-by / 7, -2],
            LogHe = [-3, -by],
            Model = (by / 11, -by),
            Layers = [(by, 0), (0, by)],
            Heads = [[(by, by), (double.NaN, double.NaN)], [(by, by / 13), (0, by)]],
            GapShe = grid,
            GapHe = grid,
            Ablation = new AblationResult(grid, grid, grid, grid),
            Edges = new EdgeResult([(1, 0)], Cut(by), Cut(-by)),
        };
    }
}
