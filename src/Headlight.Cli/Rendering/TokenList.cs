using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>The tokens with their numbers, running like the text.</summary>
internal static class TokenList
{
    private const int Most = 400;

    public static Paragraph Of(Reading reading)
    {
        var page = new Paragraph();
        foreach (var set in reading.Sets.Where(set => set.Name != "cross"))
        {
            var options = reading.Options.Length > 0 ? $", {reading.Options}" : "";
            page.Append($"{set.Queries.Count} tokens{options}", Ink.Heading)
                .Append("  (· is a space, ↵ a line break)\n", Ink.Faint);
            foreach (var token in set.Queries.Take(Most))
            {
                page.Append($"{token.Index}:", Ink.Faint).Append($"{Readable.Text(token.Text)} ");
            }
            var more = set.Queries.Count - Most;
            page.Append(more > 0 ? $"… {more} more\n" : "\n");
        }
        return page;
    }
}
