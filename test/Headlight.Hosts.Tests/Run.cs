using Headlight.Cli;

namespace Headlight.Hosts.Tests;

/// <summary>One run of the command in this process.</summary>
internal sealed record Run(int Code, string Output, string Error)
{
    public static async Task<Run> Of(params string[] args) => await WithInput("", args);

    public static async Task<Run> WithInput(string input, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Program.RunAsync(args, new StringReader(input), output, error, CancellationToken.None);
        return new Run(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that is refused: exit code 2, nothing printed, one line on stderr.</summary>
    public static async Task<string> Refusal(params string[] args)
    {
        var run = await Of(args);
        Assert.Equal((2, ""), (run.Code, run.Output));
        var line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.StartsWith("headlight: ", line);
        return line["headlight: ".Length..];
    }
}
