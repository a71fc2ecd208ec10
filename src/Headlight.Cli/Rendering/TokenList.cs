using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>The tokens with their numbers, running like the text.</summary>
internal static class TokenList
{
    private const int Most = 400;

    public static Paragraph Of(Reading reading, int width)
    {
        var page = new Paragraph();
        foreach (var set in reading.Sets.Where(set => set.Name != "cross"))
        {
            var options = reading.Options.Length > 0 ? $", {reading.Options}" : "";
            page.Append($"{set.Queries.Count} token{(set.Queries.Count == 1 ? "" : "s")}{options}", Ink.Heading)
                .Append("  (· is a space, ↵ a line break)\n", Ink.Faint);
            var used = 0;
            foreach (var token in set.Queries.Take(Most))
            {
                // Number and token are one word to a line break.
                var (number, text) = ($"{token.Index}:", Readable.Text(token.Text));
                var cells = Readable.Cells(number) + Readable.Cells(text);
                if (used > 0 && used + cells >= width)
                {
                    page.Append("\n");
                    used = 0;
                }
                page.Append(number, Ink.Faint).Append($"{text} ");
                used += cells + 1;
            }
            var more = set.Queries.Count - Most;
            page.Append(more > 0 ? $"… {more} more\n" : "\n");
        }
        return page;
    }
}
