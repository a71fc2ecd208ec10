using System.Text.Json.Nodes;
using Headlight.Analysis;
using Headlight.Jobs;
using Headlight.Readings;

namespace Headlight.Web.Frames;

/// <summary>The frames of a reading, see docs/wire.md.</summary>
internal static class ReadingFrames
{
    public const int MostBlocks = 32;

    public static byte[] Progress(JobProgress step) => Frame.Of(new JsonObject
    {
        ["frame"] = "progress",
        ["stage"] = step.Stage,
        ["done"] = step.Done,
        ["total"] = step.Total,
    });

    public static byte[] Error(string message) =>
        Frame.Of(new JsonObject { ["frame"] = "error", ["message"] = message });

    public static byte[] Done(TimeSpan time) =>
        Frame.Of(new JsonObject { ["frame"] = "done", ["milliseconds"] = Math.Round(time.TotalMilliseconds, 1) });

    public static byte[] Reading(ReadingOutline outline) => Frame.Of(new JsonObject
    {
        ["frame"] = "reading",
        ["id"] = outline.Id,
        ["model"] = ModelJson.Of(outline.Model, outline.Note),
        ["text"] = outline.Text,
        ["pair"] = outline.Pair,
        ["options"] = outline.Options,
        ["source"] = outline.FromFile ? "file" : "model",
        ["tokens"] = new JsonArray([.. outline.Tokens.Select(Token)]),
        ["parked"] = new JsonArray([.. outline.Parked.Select(index => JsonValue.Create(index))]),
        ["rules"] = new JsonArray([.. outline.Rules.Select(rule =>
            rule is null ? null : ReadingFile.RuleAsJson(rule))]),
        ["queriesAndKeys"] = outline.QueriesAndKeys,
        ["warnings"] = Texts(outline.Warnings),
        ["edits"] = new JsonObject { ["json"] = JsonNode.Parse(outline.EditsJson), ["words"] = Texts(outline.Edits) },
        ["generated"] = new JsonArray([.. outline.Generated.Select((token, index) => Written(index, token))]),
        ["ended"] = outline.Ended,
    });

    /// <summary>A token that the model wrote, the first of which has index 0.</summary>
    public static byte[] Token(int index, GeneratedToken token)
    {
        var header = Written(index, token);
        header.Insert(0, "frame", "token");
        return Frame.Of(header);
    }

    public static byte[] Layer(LayerReading layer, PatternBlocks blocks) => Frame.Of(
        new JsonObject
        {
            ["frame"] = "layer",
            ["layer"] = layer.Index,
            ["blocks"] = blocks.Count,
            ["parked"] = new JsonArray([.. blocks.ParkedShares.ToArray().Select(Frame.Number)]),
        },
        [.. Bytes(blocks.Shown), .. Bytes(blocks.Hidden), .. Bytes(blocks.Rescaled)]);

    public static byte[] Measures(Reading reading)
    {
        var set = reading.Sets[0];
        var taken = MeasuredLayers.Of(set);
        return Frame.Of(new JsonObject
        {
            ["frame"] = "measures",
            ["measures"] = new JsonArray([.. taken.Measures.Select((measure, index) => Measure(
                measure, [.. taken.Values.Select(values => values[index])]))]),
            ["opening"] = Opening(set),
            ["predictions"] = new JsonArray([.. reading.Predictions.Select(Prediction)]),
            ["predictedFrom"] = reading.PredictedFrom,
            ["warnings"] = Texts(reading.Warnings),
        });
    }

    /// <summary>⌊255·√w + ½⌋.</summary>
    internal static byte Byte(float weight) =>
        weight > 0 ? (byte)Math.Min(255, (int)(255 * MathF.Sqrt(weight) + .5f)) : (byte)0;

    private static JsonObject Measure(HeadMeasure measure, MeasureValue[] values) => new()
    {
        ["name"] = measure.Name,
        ["meaning"] = measure.Meaning,
        ["values"] = new JsonArray([.. values.Select(each => Frame.Number(each.Value))]),
        ["chances"] = new JsonArray([.. values.Select(each => Frame.Number(each.Chance))]),
        ["counts"] = new JsonArray([.. values.Select(each => JsonValue.Create(each.Count))]),
    };

    private static JsonObject Opening(AttentionSet set)
    {
        var head = HeadMeasures.Opening(set);
        var (query, key) = HeadMeasures.Strongest(set, head) ?? (set.Queries.Count - 1, 0);
        return new JsonObject
        {
            ["layer"] = head.Layer.Index,
            ["head"] = head.Index,
            ["query"] = query,
            ["key"] = key,
            ["why"] = $"Of all heads, {head.Name} puts the most weight on single tokens that are neither parked, " +
                "nor the token itself, nor the one before it.",
        };
    }

    private static JsonNode Token(Token token) => new JsonObject
    {
        ["id"] = token.Id,
        ["piece"] = token.Piece,
        ["text"] = token.Text,
        ["start"] = token.Span.Start.Value,
        ["end"] = token.Span.End.Value,
        ["source"] = token.Source.ToString().ToLowerInvariant(),
    };

    private static JsonObject Written(int index, GeneratedToken token) => new()
    {
        ["index"] = index,
        ["id"] = token.Id,
        ["piece"] = token.Piece,
        ["text"] = token.Text,
        ["probability"] = token.Probability,
        ["alternatives"] = new JsonArray([.. token.Alternatives.Select(Prediction)]),
    };

    private static JsonNode Prediction(Prediction word) => new JsonObject
    {
        ["text"] = word.Text,
        ["piece"] = word.Piece,
        ["id"] = word.Id,
        ["probability"] = word.Probability,
    };

    private static JsonArray Texts(IEnumerable<string> texts) =>
        new([.. texts.Select(text => JsonValue.Create(text))]);

    private static byte[] Bytes(ReadOnlySpan<float> weights)
    {
        var bytes = new byte[weights.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = Byte(weights[i]);
        }
        return bytes;
    }
}
