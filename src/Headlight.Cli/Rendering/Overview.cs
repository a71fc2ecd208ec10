using Headlight.Analysis;
using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>All heads at once: a row for each layer, a character for each head, shaded by a measure.</summary>
internal static class Overview
{
    private const string Shades = " ░▒▓█";
    private const int Margin = 6;
    private const int FewQueries = 3;

    public static Paragraph Of(MeasuredHeads measured)
    {
        var strongest = measured.Strongest();
        var page = Ink.Page($"All heads by `{measured.Name}`: {measured.Meaning.TrimEnd('.')}");
        var layers = measured.Heads.GroupBy(each => each.Head.Layer.Index).ToArray();
        Axis(page, layers.Max(layer => layer.Count()));
        foreach (var layer in layers)
        {
            page.Append($"{layer.Key,Margin - 1} ", Ink.Faint);
            page.Append(
                string.Concat(layer.Select(each => Shade(each.Measured.Value, strongest.Measured.Value))), Ink.Light);
            page.Append("▏\n", Ink.Faint);
        }
        return page.Append(Legend(measured, strongest), Ink.Faint);
    }

    private static string Legend(MeasuredHeads measured, (HeadReading Head, MeasureValue Measured) strongest)
    {
        var (value, chance, count) = strongest.Measured;
        if (double.IsNaN(value))
        {
            return count == 0
                ? $"`{measured.Name}` is undefined here: the text has no token it could be taken over.\n"
                : "? is NaN: the patterns hold numbers that are none.\n";
        }
        var undefined = measured.Heads.Any(each => double.IsNaN(each.Measured.Value)) ? " ? is NaN." : "";
        var few = count < FewQueries ? ", too few to speak of" : "";
        return $"Rows are layers, columns heads. Blank is 0, █ is {Readable.Number(value)}, the largest: " +
            $"{strongest.Head.Name}.{undefined}\n" +
            $"A mean over {count} token{(count == 1 ? "" : "s")}{few}; a head that looks at all alike has " +
            $"{Readable.Number(chance)}.\n{HeadMeasures.LeftOut(measured.Name)}\n";
    }

    /// <summary>
    /// Five equal steps from 0 to the largest value; what is above 0 by a step or more is not blank.
    /// </summary>
    internal static char Shade(double value, double largest) => double.IsNaN(value)
        ? '?'
        : Shades[largest > 0 ? Math.Clamp((int)(value / largest * Shades.Length), 0, Shades.Length - 1) : 0];

    private static void Axis(Paragraph page, int heads)
    {
        var numbers = Enumerable.Range(0, heads).ToArray();
        if (heads > 10)
        {
            var tens = numbers.Select(head => head % 10 == 0 ? (char)('0' + head / 10 % 10) : ' ');
            page.Append(new string(' ', Margin) + string.Concat(tens).TrimEnd() + "\n", Ink.Faint);
        }
        var ones = string.Concat(numbers.Select(head => head % 10));
        page.Append("layer ".PadRight(Margin) + ones + " head\n", Ink.Faint);
    }
}
