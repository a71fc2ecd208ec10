using System.Runtime.InteropServices;
using System.Text;

namespace Headlight.Cli;

/// <summary>The `headlight` command.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = !stop.IsCancellationRequested; // a second Ctrl-C ends the process at once
            stop.Cancel();
        };
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var input = new StreamReader(Console.OpenStandardInput(), utf8);
        using var output = new StreamWriter(Console.OpenStandardOutput(), utf8, bufferSize: 1 << 15);
        using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        var screen = Console.IsOutputRedirected
            ? Screen.Plain(input, output, error)
            : Screen.Terminal(input, output, error);
        return await CommandLine.RunAsync(args, screen, stop.Token);
    }

    /// <summary>The whole command in this process, as if its output were redirected.</summary>
    internal static Task<int> RunAsync(
        string[] args, TextReader input, TextWriter output, TextWriter error,
        CancellationToken cancellation = default) =>
        CommandLine.RunAsync(args, Screen.Plain(input, output, error), cancellation);
}
