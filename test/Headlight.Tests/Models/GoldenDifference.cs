using Headlight.Readings;
using Headlight.Tests.Attention;

namespace Headlight.Tests.Models;

/// <summary>
/// Compares a reading with the golden tensors of its case: absolute for patterns, else relative to the
/// greatest.
/// </summary>
internal sealed class GoldenDifference(GoldenTensors golden, string id, Reading reading)
{
    public double Patterns { get; private set; }

    public double Others { get; private set; }

    public string WorstOther { get; private set; } = "";

    public int Compared { get; private set; }

    public GoldenDifference All()
    {
        foreach (var name in golden.Names.Where(name => name.StartsWith(id + "/", StringComparison.Ordinal)))
        {
            var key = name[(id.Length + 1)..];
            if (Derived(key) is { } ours)
            {
                Note(key, ours, golden[name]);
            }
        }
        return this;
    }

    private void Note(string key, float[] ours, float[] theirs)
    {
        Assert.True(ours.Length == theirs.Length, $"{id}/{key}: {ours.Length} numbers, {theirs.Length} expected");
        var difference = ours.Zip(theirs, (a, b) => Math.Abs((double)a - b)).Max();
        Assert.True(ours.All(float.IsFinite), $"{id}/{key} has {ours.Count(n => !float.IsFinite(n))} " +
            $"numbers that are not finite");
        Compared++;
        if (key.StartsWith("attn.", StringComparison.Ordinal))
        {
            Patterns = Math.Max(Patterns, difference);
        }
        else if (difference / theirs.Max(Math.Abs) is var relative && relative > Others)
        {
            (Others, WorstOther) = (relative, key);
        }
    }

    private float[]? Derived(string key)
    {
        var parts = key.Split('.');
        if (parts is [var kind, var number] && int.TryParse(number, out var layer))
        {
            return kind == "states" ? reading.States[layer].Values.ToArray() : Heads(kind, reading.Layers[layer]);
        }
        return key switch
        {
            "hidden" => reading.Hidden!.Values.ToArray(),
            "logits" => reading.Logits!.Values.ToArray(),
            "last_logits" => reading.LastLogits.ToArray(),
            "sentence" => reading.Sentence.ToArray(),
            "step_logits" => null,
            _ => throw new InvalidOperationException($"No comparison for {key}."),
        };
    }

    private static float[] Heads(string kind, LayerReading layer)
    {
        var keyValue = layer.Heads.Where(head =>
            head.Index == head.KeyValueHead * (layer.Heads.Count / layer.KeyValueHeads));
        return kind switch
        {
            "attn" => Join(layer.Heads, head => head.Pattern),
            "q" => Join(layer.Heads, head => head.Q!),
            "k" => Join(keyValue, head => head.K!),
            "v" => Join(keyValue, head => head.V!),
            "z" => Join(layer.Heads, head => head.Z!),
            _ => throw new InvalidOperationException($"No comparison for {kind}."),
        };
    }

    private static float[] Join(IEnumerable<HeadReading> heads, Func<HeadReading, Matrix> part) =>
        [.. heads.SelectMany(head => part(head).Values.ToArray())];
}
