using System.CommandLine;
using System.Globalization;
using Headlight.Cli.Input;
using Headlight.Web;

namespace Headlight.Cli.Commands;

/// <summary>`headlight` and `headlight open`: starts the server and opens its page.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string?> port = new("--port")
    {
        HelpName = "N",
        Description = $"The port to listen on; 0 takes a free one. [default: {WebOptions.UsualPort}, or a free one " +
            "where that is taken]",
    };
    private readonly Option<string> host = new("--host")
    {
        HelpName = "H",
        Description = "The address to listen on. Others than 127.0.0.1 let other machines in.",
        DefaultValueFactory = _ => "127.0.0.1",
    };
    private readonly Option<bool> noBrowser = new("--no-browser") { Description = "Print the address only." };

    /// <summary>Gives the root command its arguments and what it does.</summary>
    public static void AddTo(Command root, Screen screen)
    {
        var serve = new ServeCommand();
        var model = new Argument<string?>("MODEL")
        {
            Description = "A bundled name (`headlight models`), a folder in Hugging Face layout, a .gguf file, " +
                "or a Hugging Face id in the local cache. [default: smollm2]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var text = new Argument<string?>("TEXT")
        {
            Description = "The text to begin with; `-` reads it from standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var pair = new Option<string?>("--pair")
        {
            HelpName = "TEXT",
            Description = "A second text, for models with pairs.",
        };
        root.Add(model);
        root.Add(text);
        root.Add(pair);
        serve.AddOptions(root);
        root.SetAction(async (parsed, cancellation) =>
        {
            CheckModel(parsed.GetValue(model), root);
            var given = parsed.GetValue(text);
            var options = serve.Options(parsed) with
            {
                Model = parsed.GetValue(model) ?? Examples.Model,
                Text = given is null ? null
                    : await TextSource.ReadAsync(given, null, screen.Input, cancellation),
                Pair = parsed.GetValue(pair),
            };
            return await RunAsync(screen, options, !parsed.GetValue(serve.noBrowser), cancellation);
        });
    }

    /// <summary>`headlight open FILE`.</summary>
    public static Command CreateOpen(Screen screen)
    {
        var serve = new ServeCommand();
        var file = new Argument<string>("FILE") { Description = "A reading that was saved as .safetensors." };
        var command = new Command("open", "Opens a saved reading in the page.") { file };
        serve.AddOptions(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            screen, serve.Options(parsed) with { ReadingFile = parsed.GetRequiredValue(file) },
            !parsed.GetValue(serve.noBrowser), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        Screen screen, WebOptions options, bool browser, CancellationToken cancellation)
    {
        try
        {
            await using var server = await WebServer.StartAsync(options, cancellation);
            if (WebServer.Exposes(options.Host))
            {
                await screen.Error.WriteLineAsync(
                    $"Warning: listening on {options.Host}, so everyone who reaches this machine can read texts " +
                    "with its models and see what is read. There is no encryption and no password.");
            }
            await screen.Output.WriteLineAsync($"Headlight is at {server.Address} (Ctrl-C stops it)");
            await screen.Output.FlushAsync(cancellation);
            if (browser)
            {
                Browser.Open(server.Address);
            }
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That is how a server ends.
        }
        return 0;
    }

    private void AddOptions(Command command)
    {
        command.Add(port);
        command.Add(host);
        command.Add(noBrowser);
    }

    private WebOptions Options(ParseResult parsed)
    {
        var given = parsed.GetValue(port);
        var number = 0;
        if (given is not null && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            || number > 65535))
        {
            throw new RequestException($"--port is `{given}`; a number from 0 to 65535 was expected.");
        }
        return new WebOptions { Port = given is null ? null : number, Host = parsed.GetValue(host)! };
    }

    // A verb that is slightly wrong looks like a model.
    private static void CheckModel(string? model, Command root)
    {
        if (model is null || BundledModel.All.Any(each => each.Name == model) || Path.Exists(model))
        {
            return;
        }
        var verbs = root.Subcommands.Select(each => each.Name);
        if (Nearest.Find(model, verbs) is { } verb && Nearest.Find(model, [verb, .. Bundled]) == verb)
        {
            throw new RequestException($"`{model}` is neither a command nor a model. Did you mean " +
                $"`headlight {verb}`? `headlight --help` shows what there is.");
        }
    }

    private static IEnumerable<string> Bundled => BundledModel.All.Select(each => each.Name);
}
