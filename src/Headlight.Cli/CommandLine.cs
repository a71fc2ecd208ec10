using System.CommandLine;
using Headlight.Cli.Commands;

namespace Headlight.Cli;

/// <summary>Parses, runs a command, and turns what went wrong into a sentence and an exit code.</summary>
internal static class CommandLine
{
    public const int Refused = 2;
    public const int Bug = 70;
    public const int Stopped = 130;

    // A text may begin with @: no response files.
    private static readonly ParserConfiguration Parsing = new()
    {
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    public static async Task<int> RunAsync(string[] args, Screen screen, CancellationToken cancellation)
    {
        try
        {
            return await InvokeAsync(args, screen, cancellation);
        }
        catch (OperationCanceledException)
        {
            return Say(screen, "Stopped.", Stopped);
        }
        catch (HeadlightException wrong)
        {
            return Say(screen, $"headlight: {wrong.Message}", Refused);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return Say(screen, $"headlight: {wrong.Message}", Refused);
        }
        catch (OutOfMemoryException)
        {
            return Say(screen, "headlight: There is not enough memory for this: try a shorter text.", Refused);
        }
        catch (Exception bug)
        {
            var trace = Environment.GetEnvironmentVariable("HEADLIGHT_TRACE") == "1" ? $"\n{bug}" : "";
            var message = bug.Message.ReplaceLineEndings(" ");
            return Say(screen, $"This is a bug in Headlight: {bug.GetType().Name}: {message}{trace}", Bug);
        }
        finally
        {
            await screen.Output.FlushAsync(CancellationToken.None);
        }
    }

    private static async Task<int> InvokeAsync(string[] args, Screen screen, CancellationToken cancellation)
    {
        var root = Root(screen);
        // `headlight help read` is `headlight read --help`.
        var asked = args is ["help", .. var about] ? [.. about, "--help"] : args;
        var parsed = root.Parse(asked, Parsing);
        if (ParseErrors.Sentence(parsed) is { } wrong)
        {
            throw new RequestException(wrong);
        }
        return await parsed.InvokeAsync(
            new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = screen.Output,
                Error = screen.Error,
            },
            cancellation);
    }

    // A plain command, not a RootCommand: that would be called by the name of the file.
    private static Command Root(Screen screen)
    {
        var root = new Command(
            "headlight",
            "Runs Transformer checkpoints exactly and shows where their attention heads look. " +
            "Without a command it opens a page in the browser, with the bundled SmolLM2 if no MODEL is named.")
        {
            ReadCommand.Create(screen),
            GenerateCommand.Create(screen),
            EffectCommand.Create(screen),
            CompareCommand.Create(screen),
            ServeCommand.CreateOpen(screen),
            ModelsCommand.Create(screen),
            TokenizeCommand.Create(screen),
            new Command("help", "Show the help of a command."),
            Help.Option(),
            new VersionOption { Description = "Show the version." },
        };
        ServeCommand.AddTo(root, screen);
        return root;
    }

    private static int Say(Screen screen, string sentence, int code)
    {
        screen.Output.Flush();
        screen.Error.WriteLine(sentence);
        screen.Error.Flush();
        return code;
    }
}
