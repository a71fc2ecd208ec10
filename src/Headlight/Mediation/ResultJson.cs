using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headlight.Attention;

namespace Headlight.Mediation;

/// <summary>Results as JSON objects, one a line; docs/measuring.md has the fields. NaN is null.</summary>
public static class ResultJson
{
    /// <summary>One result.</summary>
    public static JsonObject Write(MediationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var row = new JsonObject
        {
            ["id"] = result.Id,
            ["n_prompt"] = result.PromptTokens,
            ["logp_she"] = List(result.LogShe),
            ["logp_he"] = List(result.LogHe),
            ["y_null"] = Number(result.Null),
            ["y_swap"] = Number(result.Swap),
            ["TE"] = Number(result.Total),
            ["NIE_model"] = Number(result.Model.Indirect),
            ["NDE_model"] = Number(result.Model.Direct),
            ["NIE_layer"] = List([.. result.Layers.Select(layer => layer.Indirect)]),
            ["NDE_layer"] = List([.. result.Layers.Select(layer => layer.Direct)]),
            ["NIE_head"] = Grid(result.Heads.Select(layer => layer.Select(head => head.Indirect).ToArray())),
            ["NDE_head"] = Grid(result.Heads.Select(layer => layer.Select(head => head.Direct).ToArray())),
            ["gap_she"] = Grid(result.GapShe),
            ["gap_he"] = Grid(result.GapHe),
            ["female_first"] = result.FemaleFirst,
        };
        if (result.Ablation is { } off)
        {
            row["ablation"] = new JsonObject
            {
                ["zero_she"] = Grid(off.ZeroShe),
                ["mean_she"] = Grid(off.MeanShe),
                ["zero_he"] = Grid(off.ZeroHe),
                ["mean_he"] = Grid(off.MeanHe),
            };
        }
        if (result.Edges is { } edges)
        {
            row["edges"] = new JsonObject
            {
                ["heads"] = new JsonArray([.. edges.Heads.Select(head => $"{head.Layer}.{head.Head}")]),
                ["she"] = Effects(edges.She),
                ["he"] = Effects(edges.He),
            };
        }
        return row;
    }

    /// <summary>A result from its object.</summary>
    /// <exception cref="RequestException">A field is missing or of another kind.</exception>
    public static MediationResult Read(JsonElement row, string where)
    {
        try
        {
            var heads = Numbers2(row, "NIE_head").Zip(Numbers2(row, "NDE_head"), Pairs);
            var result = new MediationResult
            {
                Id = row.GetProperty("id").GetString()!,
                PromptTokens = row.GetProperty("n_prompt").GetInt32(),
                LogShe = Numbers(row.GetProperty("logp_she")),
                LogHe = Numbers(row.GetProperty("logp_he")),
                Model = (Number(row.GetProperty("NIE_model")), Number(row.GetProperty("NDE_model"))),
                Layers = Pairs(Numbers(row.GetProperty("NIE_layer")), Numbers(row.GetProperty("NDE_layer"))),
                Heads = [.. heads],
                GapShe = Numbers2(row, "gap_she"),
                GapHe = Numbers2(row, "gap_he"),
                FemaleFirst = row.TryGetProperty("female_first", out var first)
                    && first.ValueKind != JsonValueKind.Null ? first.GetBoolean() : null,
                Ablation = row.TryGetProperty("ablation", out var off) ? new AblationResult(
                    Numbers2(off, "zero_she"), Numbers2(off, "mean_she"), Numbers2(off, "zero_he"),
                    Numbers2(off, "mean_he")) : null,
                Edges = row.TryGetProperty("edges", out var edges) ? new EdgeResult(
                    [.. edges.GetProperty("heads").EnumerateArray().Select(Place)], Effects(edges.GetProperty("she")),
                    Effects(edges.GetProperty("he"))) : null,
            };
            return result is { LogShe.Length: 2, LogHe.Length: 2 } && result.GapShe.Length == result.Heads.Count
                && result.GapHe.Length == result.Heads.Count && result.Layers.Count == result.Heads.Count
                ? result : throw new FormatException("a list is too short or too long");
        }
        catch (Exception wrong) when (
            wrong is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw new RequestException($"{where} is no result of this measurement: {wrong.Message}", wrong);
        }
    }

    private static (int Layer, int Head) Place(JsonElement name) =>
        HeadChoice.Parse(name.GetString()!) is { Layer: { } layer, Head: { } head } ? (layer, head)
            : throw new FormatException($"`{name}` is no head");

    private static EdgeEffects Effects(JsonElement side) => new(
        [.. side.GetProperty("head").EnumerateArray().Select(head => head.EnumerateArray().Select(Numbers).ToArray())],
        Numbers2(side, "all_heads"), Numbers2(side, "weight"));

    private static IReadOnlyList<(double Indirect, double Direct)> Pairs(double[] indirect, double[] direct) =>
        [.. indirect.Zip(direct)];

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(Number)];

    private static double[][] Numbers2(JsonElement row, string field) =>
        [.. row.GetProperty(field).EnumerateArray().Select(Numbers)];

    private static double Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble();

    private static JsonObject Effects(EdgeEffects effects) => new()
    {
        ["head"] = new JsonArray([.. effects.Head.Select(head => (JsonNode)Grid(head))]),
        ["all_heads"] = Grid(effects.AllHeads),
        ["weight"] = Grid(effects.Weight),
    };

    private static JsonArray Grid(IEnumerable<double[]> rows) => new([.. rows.Select(row => (JsonNode)List(row))]);

    private static JsonArray List(double[] numbers) => new([.. numbers.Select(Number)]);

    /// <summary>Nine significant digits.</summary>
    internal static JsonNode? Number(double value) => double.IsFinite(value)
        ? JsonNode.Parse(value.ToString("G9", CultureInfo.InvariantCulture))
        : null;
}
