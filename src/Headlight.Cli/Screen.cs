using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli;

/// <summary>Where a command reads from and prints to.</summary>
internal sealed class Screen
{
    private const int PlainWidth = 100;
    private readonly IAnsiConsole console;

    private Screen(TextReader input, TextWriter output, TextWriter error, bool colour, int width)
    {
        (Input, Output, Error) = (input, output, error);
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
    }

    public TextReader Input { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public int Width => console.Profile.Width;

    /// <summary>No colour, 100 columns: what a file or a pipe gets.</summary>
    public static Screen Plain(TextReader input, TextWriter output, TextWriter error) =>
        new(input, output, error, colour: false, PlainWidth);

    /// <summary>As wide as the terminal, in colour unless NO_COLOR is set or the terminal has none.</summary>
    public static Screen Terminal(TextReader input, TextWriter output, TextWriter error)
    {
        var colour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Screen(input, output, error, colour, Math.Clamp(Console.WindowWidth, 40, 200));
    }

    /// <summary>Prints a part of a page and a blank line after it, at once.</summary>
    public void Show(IRenderable part)
    {
        console.Write(part);
        console.WriteLine();
        Output.Flush();
    }
}
