using Headlight.Cli.Input;
using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>The heads that give one word the most weight from another.</summary>
internal static class LinkTable
{
    private const int Shown = 10;

    /// <exception cref="RequestException">The link is not `WORD:WORD`, or a word is not there once.</exception>
    public static IRenderable Of(AttentionSet set, string link)
    {
        var (query, key) = Parse(link, set);
        var heads = set.Layers.SelectMany(layer => layer.Heads)
            .Select(head => (head.Name, Weight: head.PatternRows(query, 1)[key]))
            .OrderByDescending(each => each.Weight).ToArray();
        var words = $"{Readable.Text(set.Queries[query].Text.Trim())} → {Readable.Text(set.Keys[key].Text.Trim())}";
        var table = Tables.Of("head", words);
        foreach (var (name, weight) in heads.Take(Shown))
        {
            table.AddRow(Tables.Cells(name, Readable.Number(weight)));
        }
        var mean = Readable.Number(heads.Average(each => each.Weight));
        return new Rows(table, new Text($"mean of all {heads.Length} heads: {mean}"), Text.Empty);
    }

    private static (int Query, int Key) Parse(string link, AttentionSet set)
    {
        var cut = link.IndexOf(':', 1 < link.Length ? 1 : 0);
        if (cut <= 0 || cut == link.Length - 1)
        {
            throw new RequestException(
                $"--link is `{link}`; two words or token numbers were expected, such as She:nurse or 8:4.");
        }
        return (QueryName.Resolve(link[..cut], set.Queries), QueryName.Resolve(link[(cut + 1)..], set.Keys));
    }
}
