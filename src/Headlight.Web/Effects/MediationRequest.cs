using System.Text.Json;
using Headlight.Mediation;

namespace Headlight.Web.Effects;

/// <summary>Pairs of prompts to measure: a bundled set, or one pair of the reader's own.</summary>
/// <param name="Model">The model.</param>
/// <param name="Set">`winobias`, `winogender` or both with a comma; null for a pair of the reader's own.</param>
/// <param name="Pairs">The pairs.</param>
internal sealed record MediationRequest(string Model, string? Set, IReadOnlyList<PromptPair> Pairs)
{
    /// <exception cref="RequestException">What is wrong with the request.</exception>
    public static async Task<MediationRequest> ReadAsync(Stream body, CancellationToken cancellation)
    {
        using var document = await JsonFields.ParseAsync(body, cancellation);
        var json = document.RootElement;
        JsonFields.Check(json, "The request", "model", "set", "limit", "pair");
        var model = JsonFields.Text(json, "model") ?? throw new RequestException("The request names no \"model\".");
        if (JsonFields.Given(json, "pair") is { } pair)
        {
            return new MediationRequest(model, null, [Own(pair)]);
        }
        var set = JsonFields.Text(json, "set") ?? "";
        if (set is not ("winobias" or "winogender" or "winobias,winogender"))
        {
            throw new RequestException(
                $"\"set\" is `{set}`; winobias, winogender or winobias,winogender was expected, or a \"pair\".");
        }
        var limit = JsonFields.Whole(json, "limit") ?? int.MaxValue;
        return limit > 0
            ? new MediationRequest(model, set, [.. PairFile.Open(set).Take(limit)])
            : throw new RequestException($"\"limit\" is {limit}; at least one pair has to be measured.");
    }

    private static PromptPair Own(JsonElement pair)
    {
        JsonFields.Check(pair, "The pair", "she", "he", "stereo", "anti", "occupation1", "occupation2", "femaleFirst");
        return new PromptPair
        {
            Id = "this pair",
            PromptShe = Text("she"),
            PromptHe = Text("he"),
            CandidateStereo = Text("stereo"),
            CandidateAnti = Text("anti"),
            Occupation1 = JsonFields.Text(pair, "occupation1") ?? "",
            Occupation2 = JsonFields.Text(pair, "occupation2") ?? "",
            FemaleFirst = JsonFields.Given(pair, "femaleFirst") is null
                ? null : JsonFields.Flag(pair, "femaleFirst", false),
        };

        string Text(string name) => JsonFields.Text(pair, name) is { Length: > 0 } text ? text
            : throw new RequestException(
                $"The pair has no \"{name}\": two prompts and two continuations were expected.");
    }
}
