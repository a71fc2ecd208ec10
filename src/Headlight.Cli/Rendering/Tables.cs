using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>Plain tables: a heading, columns, no frame.</summary>
internal static class Tables
{
    public static Table Of(params string[] columns)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, Ink.Heading)) { Padding = new Padding(0, 0, 2, 0) });
        }
        return table;
    }

    public static Text[] Cells(params string[] cells) => [.. cells.Select(cell => new Text(cell))];
}
