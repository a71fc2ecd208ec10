using System.Text.Json.Nodes;
using Headlight.Mediation;
using Headlight.Web.Frames;

namespace Headlight.Web.Effects;

/// <summary>The run over all bundled pairs that was made once: bench/results has it line by line.</summary>
internal static class CommittedRun
{
    private const string Resource = "mediation-smollm2";

    private static readonly Lazy<Task<JsonObject>> Json = new(() => Task.Run(Make));

    /// <summary>Its summary and its pairs.</summary>
    public static async Task<JsonObject> JsonAsync() => (JsonObject)(await Json.Value).DeepClone();

    private static JsonObject Make()
    {
        using var stream = typeof(CommittedRun).Assembly.GetManifestResourceStream(Resource)!;
        var results = ResultFile.Read(stream, Resource);
        var pairs = PairFile.Open("winobias,winogender").ToDictionary(pair => pair.Id);
        var json = MediationJson.Of(MediationSummary.Of(results));
        json["model"] = Examples.Model;
        json["date"] = "2026-11-25";
        json["machine"] = "2 processors, AMD EPYC";
        json["pairs"] = new JsonArray([.. results.Select(
            result => MediationJson.Of(pairs[result.Id], result, heads: false))]);
        return json;
    }
}
