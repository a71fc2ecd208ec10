using System.Text.Json;
using Headlight.Effects;

namespace Headlight.Web.Effects;

/// <summary>What a page asks to be measured.</summary>
/// <param name="Read">The text, and what is changed.</param>
/// <param name="Outcome">What is measured; null: what every text of the model has.</param>
/// <param name="Question">What is tried on each head in turn; null where heads are not ranked.</param>
/// <param name="Beside">Another text whose outcome and next word are asked for too; null: none.</param>
internal sealed record EffectRequest(
    ReadRequest Read, Outcome? Outcome, Question? Question = null, string? Beside = null)
{
    private static readonly string[] Kinds = ["next", "continuations", "masked", "similarity"];

    /// <summary>All that tells it from others, where heads are ranked.</summary>
    public string Key => JsonSerializer.Serialize(new object?[] { Read.Plain.Id, NameOf(Outcome), Question?.Key });

    /// <exception cref="RequestException">What is wrong with the body.</exception>
    public static async Task<EffectRequest> OfEditsAsync(Stream body, CancellationToken cancellation)
    {
        using var json = await JsonFields.ParseAsync(body, cancellation);
        return Of(json.RootElement, "request", "outcome", "beside") with
        {
            Beside = JsonFields.Text(json.RootElement, "beside"),
        };
    }

    /// <exception cref="RequestException">What is wrong with the body.</exception>
    public static async Task<EffectRequest> OfHeadsAsync(Stream body, CancellationToken cancellation)
    {
        using var json = await JsonFields.ParseAsync(body, cancellation);
        var request = Of(json.RootElement, "request", "outcome", "question");
        if (request.Read.HasEdits)
        {
            throw new RequestException("An edit of each head in turn stands alone: leave the other edits out.");
        }
        return request with
        {
            Question = JsonFields.Given(json.RootElement, "question") is { } question ? Question.Of(question)
                : throw new RequestException("There is no \"question\": say what is tried on each head."),
        };
    }

    private static EffectRequest Of(JsonElement json, params string[] known)
    {
        JsonFields.Check(json, "The request", known);
        return new EffectRequest(
            JsonFields.Given(json, "request") is { } read ? ReadRequest.Of(read)
                : throw new RequestException("There is no \"request\": say which text is read."),
            JsonFields.Given(json, "outcome") is { } outcome ? OutcomeOf(outcome) : null);
    }

    private static Outcome OutcomeOf(JsonElement json)
    {
        JsonFields.Check(json, "\"outcome\"", "kind", "first", "second", "whole", "other");
        return JsonFields.Text(json, "kind") switch
        {
            "next" => new NextWordDivergence(),
            "continuations" => new ContinuationOdds(
                Needed(json, "outcome", "first"), JsonFields.Text(json, "second"),
                JsonFields.Flag(json, "whole", false)),
            "masked" => new MaskedOdds(Needed(json, "outcome", "first"), Needed(json, "outcome", "second")),
            "similarity" => new SentenceSimilarity(Needed(json, "outcome", "other")),
            var kind => throw Unknown("outcome", kind, Kinds),
        };
    }

    private static string?[] NameOf(Outcome? outcome) => outcome switch
    {
        ContinuationOdds odds => [odds.Whole ? "whole continuations" : "continuations", odds.First, odds.Second],
        MaskedOdds odds => ["masked", odds.First, odds.Second],
        SentenceSimilarity similarity => ["similarity", similarity.Other],
        _ => [outcome?.GetType().Name],
    };

    /// <summary>A string that has to be there.</summary>
    public static string Needed(JsonElement json, string what, string name) => JsonFields.Text(json, name)
        ?? throw new RequestException($"\"{what}\" has no \"{name}\"; a string was expected.");

    public static RequestException Unknown(string what, string? kind, string[] known) => new(
        $"There is no {what} of kind `{kind}`.{Nearest.Hint(kind ?? "", known)} Known: {string.Join(", ", known)}.");
}
