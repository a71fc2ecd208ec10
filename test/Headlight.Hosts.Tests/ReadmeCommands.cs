using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;

namespace Headlight.Hosts.Tests;

/// <summary>
/// The commands that documents show. Those of README.md and the walkthrough run, in order and in one folder, and end
/// with exit code 0 unless marked `# fails`; those of all documents name verbs and options that the program's help
/// knows.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed partial class ReadmeCommands : IDisposable
{
    private static readonly string Root = FindRoot();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-readme-").FullName;

    public ReadmeCommands()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Commands are run by a Unix shell.");
        var program = Path.Combine(AppContext.BaseDirectory, "Headlight.Cli.dll");
        var command = Path.Combine(folder, "headlight");
        File.WriteAllText(command, $"#!/usr/bin/env bash\nexec dotnet '{program}' \"$@\"\n");
        File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public static TheoryData<string, string> Shown => [.. Documents().SelectMany(document =>
        Commands(File.ReadAllLines(Path.Combine(Root, document))).Select(command => (document, command)))];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/attention.md")]
    public void Commands_do_what_they_say(string document)
    {
        var commands = Commands(File.ReadAllLines(Path.Combine(Root, document)));
        Assert.NotEmpty(commands);
        Assert.All(commands.Where(command => command.StartsWith("./headlight")), command =>
        {
            var (code, output) = Run(command);
            Assert.True((code != 0) == command.EndsWith("# fails"), $"{command}\nended with {code}:\n{output}");
        });
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Commands_of_documents_are_known_to_the_program(string document, string command)
    {
        var words = Words(command);
        if (words[0] == "./build")
        {
            Assert.True(words.Length == 1, $"{document}: ./build takes no arguments: {command}");
            return;
        }
        var verb = words.Length > 1 && !words[1].StartsWith('-') ? words[1] : "";
        var (code, help) = Run($"./headlight {verb} --help");
        Assert.True(code == 0, $"{document} shows `{command}`, but `{verb}` is no command:\n{help}");
        Assert.All(words.Where(word => word.StartsWith("--")), word =>
            Assert.True(Regex.IsMatch(help, $@"(?<![\w-]){word.Split('=')[0]}(?![\w-])"),
                $"{document} shows `{command}`, but `./headlight {verb} --help` has no {word}."));
    }

    [Fact]
    public void Commands_are_the_lines_of_shell_blocks_with_their_continuations()
    {
        string[] lines =
        [
            "```sh", "ls", "./headlight read m \\", "  'a b' --layer 1", "./build  # all", "```", "./headlight x",
        ];
        Assert.Equal(["./headlight read m 'a b' --layer 1", "./build  # all"], Commands(lines));
        Assert.Equal(["./headlight", "read", "m", "'a b'", "--layer", "1"], Words(Commands(lines)[0]));
        Assert.Equal(["./headlight", "x"], Words("./headlight x | head -3 > --y # --z"));
    }

    private (int Code, string Output) Run(string command)
    {
        var start = new ProcessStartInfo("bash", ["-o", "pipefail", "-c", command])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DISPLAY"] = start.Environment["WAYLAND_DISPLAY"] = ""; // no browser
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"no end after {Patience}");
        }
        process.WaitForExit();
        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
            if (line?.StartsWith("Headlight is at ") == true)
            {
                Process.Start("kill", ["-TERM", $"{process.Id}"]).Dispose(); // a server ends when it is told to
            }
        }
    }

    private static string[] Commands(string[] lines)
    {
        var text = ShellBlock().Matches(string.Join('\n', lines)).Select(match => match.Groups[1].Value);
        return [.. text.SelectMany(block => Continuation().Replace(block, " ").Split('\n'))
            .Where(line => line.StartsWith("./headlight") || line.StartsWith("./build"))];
    }

    // The words of the first command: up to a pipe, a redirection or a comment.
    private static string[] Words(string command) =>
        [.. Word().Matches(command).Select(match => match.Value).TakeWhile(word => !"|<>#".Contains(word[0]))];

    private static IEnumerable<string> Documents() =>
        ["README.md", "CONTRIBUTING.md", .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md")
            .Select(path => Path.GetRelativePath(Root, path)).Order()];

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Headlight.slnx")))
        {
            folder = Path.GetDirectoryName(folder)
                ?? throw new InvalidOperationException("No Headlight.slnx above.");
        }
        return folder;
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"\s*\\\n\s*")]
    private static partial Regex Continuation();

    [GeneratedRegex("""(?:"[^"]*"|'[^']*'|[^\s"'])+""")]
    private static partial Regex Word();
}
