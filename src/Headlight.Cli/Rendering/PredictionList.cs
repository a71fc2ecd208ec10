using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>The most probable words, with their probabilities.</summary>
internal static class PredictionList
{
    private const int Most = 8;

    public static Paragraph Of(Reading reading)
    {
        if (reading.Model.Head == HeadKind.None || reading.Predictions.Count == 0)
        {
            return new Paragraph("This model has no vocabulary head: it predicts no words.\n", Ink.Faint);
        }
        var page = Ink.Page(Heading(reading));
        foreach (var word in reading.Predictions.Take(Most))
        {
            page.Append($"{Readable.Percent(word.Probability),8}", Ink.Light)
                .Append($"  {Readable.Text(word.Text)}\n");
        }
        return page;
    }

    private static string Heading(Reading reading)
    {
        var token = $"{reading.PredictedFrom}:{Readable.Text(reading.Tokens[reading.PredictedFrom].Text)}";
        return reading.Model.Head == HeadKind.Next ? $"Next words, after {token}"
            : $"Words at this position, {token}";
    }
}
