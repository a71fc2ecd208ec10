using System.Globalization;
using System.Text.RegularExpressions;
using Headlight.Mediation;
using Headlight.Tests.Repository;

namespace Headlight.Tests.Mediation;

/// <summary>
/// The numbers in docs/measuring.md are those of the committed run, and its numbers those of the reference.
/// </summary>
public class DocumentedRunTests
{
    private static readonly IReadOnlyList<MediationResult> Results = ResultFile.Read(
        Path.Combine(RepositoryFiles.Root, "bench/results/2026-11-25-mediation-smollm2.jsonl"));

    private static readonly MediationSummary Summary = MediationSummary.Of(Results);

    [Fact]
    public void The_run_is_whole_and_near_the_independent_reference()
    {
        Assert.Equal(PairFile.Open("winobias,winogender").Select(pair => pair.Id), Results.Select(result => result.Id));
        Near(0.105, 0.074, 0.139, Summary.Total);
        Near(0.089, 0.062, 0.121, Summary.Indirect);
        Near(0.027, 0.008, 0.048, Summary.Direct);
        Assert.Equal(0.70, Summary.Positive, 0.005);
        Assert.Equal(["L14H8", "L17H0", "L15H7", "L9H4", "L9H3"], Summary.Heads.Take(5).Select(head => head.Name));
        Assert.Equal(0.14, Summary.LooksAgainstMatters.Value, 0.005);
        var looks = Summary.Heads.OrderByDescending(head => Math.Abs(head.WeightChange.Mean)).ToList();
        Assert.Equal(15, looks.FindIndex(head => head.Name == "L4H8") + 1);
    }

    [Fact]
    public void The_document_says_what_the_run_says()
    {
        var text = RepositoryFiles.Text("docs/measuring.md");
        const string Row = @"^\| ([^|]+) \| (-?[\d.]+) \| \[(-?[\d.]+), (-?[\d.]+)\] \|";
        var rows = Regex.Matches(text, Row, RegexOptions.Multiline);
        var known = Summary.Heads.ToDictionary(head => head.Name, head => head.Indirect);
        known.Add("total effect", Summary.Total);
        known.Add("through attention", Summary.Indirect);
        known.Add("past it", Summary.Direct);
        known.Add("share through attention", Summary.ThroughAttention!.Value);
        Assert.True(rows.Count >= 9, $"{rows.Count} rows of numbers");
        Assert.All(rows, row =>
        {
            var (estimate, digits) = (known[row.Groups[1].Value], row.Groups[2].Value.Split('.')[1].Length);
            Assert.Equal(Words(estimate.Mean, digits), row.Groups[2].Value);
            Assert.Equal(Words(estimate.Low, digits), row.Groups[3].Value);
            Assert.Equal(Words(estimate.High, digits), row.Groups[4].Value);
        });
        var rank = Summary.LooksAgainstMatters;
        Assert.Contains($"ρ = {Words(rank.Value, 2)} [{Words(rank.Low, 2)}, {Words(rank.High, 2)}]", text);
        Assert.Contains($"above 0 in {Words(Summary.Positive * 100, 0)} % of the pairs", text);
        Assert.Contains($"{Summary.Heads.Count(head => head.Corrected < 0.05)} of 270 heads", text);
    }

    private static string Words(double value, int digits) =>
        value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    // The reference's numbers have three digits; its bootstrap drew other samples.
    private static void Near(double mean, double low, double high, Estimate estimate)
    {
        Assert.Equal(mean, estimate.Mean, 6e-4);
        Assert.Equal(low, estimate.Low, 3e-3);
        Assert.Equal(high, estimate.High, 3e-3);
    }
}
