using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>Tokens as a table; spans count Unicode code points.</summary>
internal static class TokenTable
{
    public static Table Of(IReadOnlyList<Token> tokens, string text, string? pair)
    {
        var table = Tables.Of("index", "id", "piece", "text", "span", "type", "from");
        var spans = CodePoints.Spans(tokens, text, pair);
        foreach (var token in tokens)
        {
            var (start, end) = spans[token.Index];
            table.AddRow(Tables.Cells(
                $"{token.Index}", $"{token.Id}", Readable.Text(token.Piece), Readable.Text(token.Text),
                token.Source == TokenSource.Added ? "" : $"{start}–{end}", $"{token.TypeId}", Source(token.Source)));
        }
        table.Caption = new TableTitle($"{tokens.Count} tokens; · is a space; spans count characters", Ink.Faint);
        return table;
    }

    private static string Source(TokenSource source) => source switch
    {
        TokenSource.Text => "text",
        TokenSource.Pair => "pair",
        TokenSource.Generated => "generated",
        _ => "added",
    };
}
