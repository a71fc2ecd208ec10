using System.Text.Json.Nodes;
using Headlight.Mediation;

namespace Headlight.Web.Frames;

/// <summary>What was measured of pairs, as docs/wire.md has it.</summary>
internal static class MediationJson
{
    /// <summary>One pair: its effects, and what it reads.</summary>
    public static JsonObject Of(PromptPair pair, MediationResult result, bool heads) => new()
    {
        ["id"] = pair.Id,
        ["source"] = pair.Source,
        ["she"] = pair.PromptShe,
        ["he"] = pair.PromptHe,
        ["stereo"] = pair.CandidateStereo,
        ["anti"] = pair.CandidateAnti,
        ["total"] = Frame.Number(result.Total),
        ["indirect"] = Frame.Number(result.Model.Indirect),
        ["direct"] = Frame.Number(result.Model.Direct),
        ["logOdds"] = new JsonObject
        {
            ["she"] = Frame.Number(result.LogShe[1] - result.LogShe[0]),
            ["he"] = Frame.Number(result.LogHe[1] - result.LogHe[0]),
        },
        ["heads"] = heads ? new JsonArray([.. result.Heads.SelectMany(layer => layer).Select(
            head => Frame.Number(head.Indirect))]) : null,
    };

    /// <summary>All pairs together.</summary>
    public static JsonObject Of(MediationSummary summary) => new()
    {
        ["count"] = summary.Count,
        ["total"] = Of(summary.Total),
        ["indirect"] = Of(summary.Indirect),
        ["direct"] = Of(summary.Direct),
        ["median"] = Frame.Number(summary.Median),
        ["positive"] = Frame.Number(summary.Positive),
        ["throughAttention"] = summary.ThroughAttention is { } share ? Of(share) : null,
        ["looksAgainstMatters"] = new JsonObject
        {
            ["value"] = Frame.Number(summary.LooksAgainstMatters.Value),
            ["low"] = Frame.Number(summary.LooksAgainstMatters.Low),
            ["high"] = Frame.Number(summary.LooksAgainstMatters.High),
            ["count"] = summary.LooksAgainstMatters.Count,
        },
        ["heads"] = new JsonArray([.. summary.Heads.Select(head => new JsonObject
        {
            ["layer"] = head.Layer,
            ["head"] = head.Head,
            ["indirect"] = Of(head.Indirect),
            ["corrected"] = Frame.Number(head.Corrected),
            ["weightChange"] = Of(head.WeightChange),
        })]),
    };

    private static JsonObject Of(Estimate estimate) => new()
    {
        ["mean"] = Frame.Number(estimate.Mean),
        ["low"] = Frame.Number(estimate.Low),
        ["high"] = Frame.Number(estimate.High),
    };
}
