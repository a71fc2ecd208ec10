using System.Globalization;
using System.Text.RegularExpressions;
using Headlight.Readings;

namespace Headlight.Cli.Input;

/// <summary>A head on the command line: `--layer 5 --head 8`, `--head L5H8` or `--head 5.8`.</summary>
internal static partial class HeadName
{
    public static (int? Layer, int? Head) Parse(string? layer, string? head)
    {
        var byLayer = layer is null ? (int?)null : Number("--layer", layer);
        if (head is null)
        {
            return (byLayer, null);
        }
        if (Both().Match(head) is not { Success: true } both)
        {
            return (byLayer, Number("--head", head));
        }
        var named = Number("--head", both.Groups[1].Value);
        return byLayer is null || byLayer == named
            ? (named, Number("--head", both.Groups[2].Value))
            : throw new RequestException($"--head {head} names layer {named}, but --layer says {layer}.");
    }

    /// <summary>Refuses what the model does not have.</summary>
    public static void Check(ModelInfo model, int? layer, int? head)
    {
        if (layer >= model.Layers)
        {
            throw new RequestException(
                $"There is no layer {layer}: {model.Name} has layers 0 to {model.Layers - 1}.");
        }
        if (head >= model.Heads)
        {
            throw new RequestException($"There is no head {head}: {model.Name} has heads 0 to {model.Heads - 1}.");
        }
        if (layer is null && head is not null)
        {
            throw new RequestException($"--head {head} needs a layer: write --head L0H{head} or add --layer.");
        }
    }

    private static int Number(string option, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RequestException(
                $"{option} is `{value}`; a number from 0 was expected (or both at once: --head L5H8).");

    [GeneratedRegex(@"^[Ll]?(\d+)(?:[Hh]|\.)(\d+)$")]
    private static partial Regex Both();
}
