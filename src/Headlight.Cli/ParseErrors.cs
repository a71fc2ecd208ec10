using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Headlight.Cli;

/// <summary>What is wrong with a command line, in one sentence with the nearest name.</summary>
internal static partial class ParseErrors
{
    /// <summary>The sentence, or null where nothing is wrong.</summary>
    public static string? Sentence(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = command.Name == "headlight" ? "headlight" : $"headlight {command.Name}";
        if (parsed.CommandResult.Parent is CommandResult { Tokens: [var before, ..] })
        {
            return $"`{before.Value}` stands before the command `{command.Name}`. To begin with the text " +
                $"`{command.Name}`, write `headlight {before.Value} -- {command.Name}`.";
        }
        if (UnknownOption(parsed) is { } option)
        {
            var known = command.Options.Select(each => each.Name);
            return $"`{path}` has no option `{option}`.{Nearest.Hint(option, known)} " +
                "Write `--` before a text that begins like an option.";
        }
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            var known = command.Subcommands.Select(each => each.Name);
            return $"`{path}` does not know what to do with `{unknown}`.{Nearest.Hint(unknown, known)} " +
                $"`{path} --help` shows how to write it.";
        }
        return parsed.Errors is [var error, ..]
            ? $"`{path}`: {error.Message.ReplaceLineEndings(" ").TrimEnd('.')}. " +
                $"`{path} --help` shows how to write it."
            : null;
    }

    // An unknown option is parsed as an argument and pushes what follows out of place.
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && LikeOption().IsMatch(token.Value))
        .Select(token => token.Value.Split('=')[0])
        .FirstOrDefault();

    [GeneratedRegex("^--[a-z][a-z-]*(=.*)?$")]
    private static partial Regex LikeOption();
}
