using System.Text.Json;
using System.Text.Json.Nodes;

namespace Headlight.Mediation;

/// <summary>The last line of a result file: mean, lo and hi of every number, over all lines.</summary>
internal static class Aggregate
{
    public const string Id = "aggregate";
    private static readonly string[] Words = ["id", "model", "options", "pair", "heads", "female_first"];

    /// <summary>{"TE": {"mean", "lo", "hi"}, …}: lists of numbers keep their shape.</summary>
    public static JsonObject Of(IReadOnlyList<JsonElement> rows, int resamples, int seed)
    {
        var bootstrap = new Bootstrap(rows.Count, resamples, seed);
        var row = new JsonObject
        {
            ["id"] = Id,
            ["n"] = rows.Count,
            ["resamples"] = bootstrap.Samples,
            ["exact"] = bootstrap.IsExact,
        };
        Fill(row, rows, bootstrap);
        return row;
    }

    private static void Fill(JsonObject target, IReadOnlyList<JsonElement> rows, Bootstrap bootstrap)
    {
        foreach (var field in rows[0].EnumerateObject().Where(field => !Words.Contains(field.Name)))
        {
            var own = rows.Select(row => row.GetProperty(field.Name)).ToArray();
            if (field.Value.ValueKind == JsonValueKind.Object)
            {
                var inner = new JsonObject();
                Fill(inner, own, bootstrap);
                target[field.Name] = inner;
                continue;
            }
            target[field.Name] = Estimates(field.Value, [.. own.Select(Leaves)], bootstrap);
        }
    }

    private static JsonObject Estimates(JsonElement shape, double[][] leaves, Bootstrap bootstrap)
    {
        var estimates = Enumerable.Range(0, leaves[0].Length).AsParallel().AsOrdered()
            .Select(leaf => bootstrap.Of([.. leaves.Select(row => row[leaf])])).ToArray();
        return new JsonObject
        {
            ["mean"] = Shaped(shape, new Queue<double>(estimates.Select(estimate => estimate.Mean))),
            ["lo"] = Shaped(shape, new Queue<double>(estimates.Select(estimate => estimate.Low))),
            ["hi"] = Shaped(shape, new Queue<double>(estimates.Select(estimate => estimate.High))),
        };
    }

    private static double[] Leaves(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Leaves)],
        JsonValueKind.Number => [value.GetDouble()],
        _ => [double.NaN],
    };

    private static JsonNode? Shaped(JsonElement shape, Queue<double> numbers) => shape.ValueKind == JsonValueKind.Array
        ? new JsonArray([.. shape.EnumerateArray().Select(item => Shaped(item, numbers))])
        : ResultJson.Number(numbers.Dequeue());
}
