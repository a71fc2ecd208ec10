using System.CommandLine;

namespace Headlight.Cli;

/// <summary>What is wrong with a command line, in one sentence with the nearest name.</summary>
internal static class ParseErrors
{
    public static string Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = command.Name == "headlight" ? "headlight" : $"headlight {command.Name}";
        // A wrong option pushes its value and all that follows out of place: speak of the option.
        if (parsed.UnmatchedTokens.OrderBy(token => token.StartsWith('-') ? 0 : 1).FirstOrDefault() is { } unknown)
        {
            return $"`{path}` does not know `{unknown}`.{Nearest.Hint(unknown, Names(command, unknown))} " +
                $"`{path} --help` lists what it knows.";
        }
        var message = parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');
        return $"`{path}`: {message}. `{path} --help` shows how to write it.";
    }

    private static IEnumerable<string> Names(Command command, string unknown) => unknown.StartsWith('-')
        ? command.Options.Select(option => option.Name).Where(name => name.StartsWith("--"))
        : command.Subcommands.Select(each => each.Name);
}
