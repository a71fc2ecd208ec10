using System.Text.Json.Nodes;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Readings;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web.Effects;

/// <summary>What edits do to an outcome and to the next word.</summary>
internal sealed class EffectWork(ModelShelf models, ReadingWork work)
{
    // Only the outcome: patterns of the changed run are a reading's.
    private static readonly ReadOptions Outcome = new() { Attention = false };

    /// <exception cref="RequestException">The library's reasons.</exception>
    public async Task<JsonObject> MeasureAsync(EffectRequest request, CancellationToken cancellation)
    {
        using var lease = await models.BorrowAsync(request.Read.Model, null, cancellation);
        var model = lease.Model;
        var plain = await work.PlainAsync(request.Read, model, cancellation);
        var edits = await model.ParseEditsAsync(request.Read.Edits, cancellation);
        var edited = await work.EditedAsync(request.Read, model, cancellation)
            ?? await model.EditAsync(plain, edits, Outcome, null, cancellation);
        var words = plain.PredictedFrom == plain.Tokens.Count - 1
            ? WordChange.OfLast(plain, edited)
            : await AtMaskAsync(model, plain, edits, cancellation);
        var outcome = request.Outcome ?? model.OutcomeOf(plain);
        var effect = outcome is NextWordDivergence && words.Divergence is { } divergence
            ? new Effect(outcome, 0, divergence)
            : await model.MeasureAsync(plain, edits, outcome, cancellation);
        return new JsonObject
        {
            ["outcome"] = outcome.Name,
            ["unit"] = outcome.Unit,
            ["before"] = Frame.Number(effect.Before),
            ["after"] = Frame.Number(effect.After),
            ["change"] = Frame.Number(effect.Change),
            ["words"] = new JsonArray([.. words.Words.Select(each => new JsonObject
            {
                ["text"] = each.Word.Text,
                ["piece"] = each.Word.Piece,
                ["id"] = each.Word.Id,
                ["before"] = Frame.Number(each.Before),
                ["after"] = Frame.Number(each.After),
            })]),
            ["divergence"] = words.Divergence is { } known ? Frame.Number(known) : null,
            ["edits"] = new JsonArray([.. edits.Select(edit => JsonValue.Create(edit.InWords))]),
            ["beside"] = await BesideAsync(request, model, plain, outcome, cancellation),
        };
    }

    private async Task<JsonObject?> BesideAsync(
        EffectRequest request, TransformerModel model, Reading plain, Outcome outcome, CancellationToken cancellation)
    {
        if (request.Beside is not { } text)
        {
            return null;
        }
        var beside = await work.PlainAsync(request.Read with { Text = text }, model, cancellation);
        return new JsonObject
        {
            ["value"] = outcome is NextWordDivergence ? null
                : Frame.Number((await model.MeasureAsync(beside, [], outcome, cancellation)).Before),
            ["divergence"] = WordChange.OfLast(plain, beside).Divergence is { } known ? Frame.Number(known) : null,
        };
    }

    // Readings keep the logits of the last position; at a mask all words have to be predicted.
    private static async Task<WordChange> AtMaskAsync(
        TransformerModel model, Reading plain, IReadOnlyList<Edit> edits, CancellationToken cancellation)
    {
        var all = Outcome with { Predictions = model.Info.Vocabulary };
        return WordChange.OfAll(
            await model.EditAsync(plain, [], all, null, cancellation),
            await model.EditAsync(plain, edits, all, null, cancellation));
    }
}
