using System.Globalization;
using Headlight.Effects;
using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>The next words before and after a change, and heads by their effect.</summary>
internal static class EffectTable
{
    /// <summary>What was changed, and both predictions side by side.</summary>
    public static IRenderable Of(Reading before, Reading after)
    {
        var table = Tables.Of("next word", "as it is", "changed");
        var words = before.Predictions.Concat(after.Predictions).DistinctBy(word => word.Id);
        foreach (var word in words)
        {
            table.AddRow(Tables.Cells(
                Readable.Text(word.Text), Share(before, word.Id), Share(after, word.Id)));
        }
        var divergence = NextWords.Divergence(before, after);
        return new Rows(
            [.. after.Edits.Select(edit => new Text(edit.InWords)), Text.Empty, table, Text.Empty,
                new Text($"KL(as it is ‖ changed) of the next word: {Scientific(divergence)} nats")]);
    }

    /// <summary>The heads whose absence changes the next words most.</summary>
    public static IRenderable Of(IReadOnlyList<HeadEffect> ranked, int shown)
    {
        var table = Tables.Of("head off", "KL of the next word, nats");
        foreach (var effect in ranked.Take(shown))
        {
            table.AddRow(Tables.Cells(effect.Name, Scientific(effect.Divergence)));
        }
        return new Rows(
            table, new Text($"{Math.Min(shown, ranked.Count)} of {ranked.Count} heads. Off: z is its mean over " +
                "Headlight's 24 reference sentences."));
    }

    private static string Share(Reading reading, int id) =>
        Readable.Number(NextWords.Probability(reading, id));

    private static string Scientific(double value) => value.ToString("0.000e+00", CultureInfo.InvariantCulture);
}
