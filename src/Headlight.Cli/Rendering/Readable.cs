using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>Tokens and numbers as a person reads them, on one line.</summary>
internal static class Readable
{
    /// <summary>
    /// A token's text with what would not be seen made visible: `·` for a space at its ends, `↵` for a line
    /// break, `⇥` for a tab, `\u{1B}` for what cannot be printed.
    /// </summary>
    public static string Text(string text)
    {
        var core = text.Trim(' ');
        var start = text.Length - text.TrimStart(' ').Length;
        var line = new StringBuilder(new string('·', start));
        foreach (var rune in core.EnumerateRunes())
        {
            line.Append(Visible(rune));
        }
        var end = core.Length == 0 ? 0 : text.Length - start - core.Length;
        return line.Append('·', end).ToString();
    }

    /// <summary>`12.3 %`, or `NaN`.</summary>
    public static string Percent(double share) => double.IsNaN(share)
        ? "NaN"
        : (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    public static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>`+1.234e-06`: changes are small, and their sign matters.</summary>
    public static string Change(double value) =>
        value.ToString("+0.000e+00;-0.000e+00;0", CultureInfo.InvariantCulture);

    /// <summary>`1,024`.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Filled to a width in terminal cells, cut with `…` where it is longer.</summary>
    public static string Cell(string text, int width)
    {
        if (Cells(text) <= width)
        {
            return text + new string(' ', width - Cells(text));
        }
        var cut = new StringBuilder();
        var used = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            used += Cells(rune.ToString());
            if (used >= width)
            {
                break;
            }
            cut.Append(rune);
        }
        return Cell(cut.Append('…').ToString(), width);
    }

    public static int Cells(string text) => new Segment(text).CellCount();

    private static string Visible(Rune rune) => rune.Value switch
    {
        '\n' => "↵",
        '\r' => "←",
        '\t' => "⇥",
        _ when Hidden(Rune.GetUnicodeCategory(rune)) => $"\\u{{{rune.Value:X}}}",
        _ => rune.ToString(),
    };

    private static bool Hidden(UnicodeCategory category) => category is UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
