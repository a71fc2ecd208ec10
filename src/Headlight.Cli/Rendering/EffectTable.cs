using System.Globalization;
using Headlight.Effects;
using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>Predictions, an outcome and a continuation before and after a change.</summary>
internal static class EffectTable
{
    /// <summary>What was changed, and both predictions side by side.</summary>
    public static IRenderable Of(Reading before, Reading after, Effect effect)
    {
        var lines = new List<IRenderable>(after.Edits.Select(edit => new Text(edit.InWords))) { Text.Empty };
        if (!before.LastLogits.IsEmpty)
        {
            var table = Tables.Of("next word", "as it is", "changed");
            foreach (var word in before.Predictions.Concat(after.Predictions).DistinctBy(word => word.Id))
            {
                table.AddRow(Tables.Cells(
                    Readable.Text(word.Text), Share(before, word.Id), Share(after, word.Id)));
            }
            lines.AddRange([table, Text.Empty]);
        }
        var unit = effect.Outcome.Unit.Length > 0 ? " " + effect.Outcome.Unit : "";
        lines.Add(effect.Outcome is NextWordDivergence
            ? new Text($"{effect.Outcome.Name}: {Scientific(effect.After)}{unit}")
            : new Text(string.Create(
                CultureInfo.InvariantCulture,
                $"{effect.Outcome.Name}: {effect.Before:0.0000} → {effect.After:0.0000}, change " +
                $"{Readable.Change(effect.Change)}{unit}")));
        return new Rows(lines);
    }

    /// <summary>What a decoder writes next, as it is and changed.</summary>
    public static IRenderable Continued(string before, string after) => new Rows(
        new Text($"goes on as it is: {Readable.Text(before)}"),
        new Text($"goes on changed:  {Readable.Text(after)}"));

    public static string Scientific(double value) => value.ToString("0.000e+00", CultureInfo.InvariantCulture);

    private static string Share(Reading reading, int id) => Readable.Number(NextWords.Probability(reading, id));
}
