using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>The few colours that are used; every page is whole without them.</summary>
internal static class Ink
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Heading = new(decoration: Decoration.Bold);
    public static readonly Style Faint = new(foreground: Color.Grey);
    public static readonly Style Light = new(foreground: Color.Orange1);

    /// <summary>A paragraph that begins with a heading.</summary>
    public static Paragraph Page(string heading) => new Paragraph().Append(heading, Heading).Append("\n");
}
