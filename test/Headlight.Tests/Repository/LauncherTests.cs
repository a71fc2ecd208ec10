using System.Diagnostics;
using System.Runtime.Versioning;

namespace Headlight.Tests.Repository;

/// <summary>
/// The command `./headlight`, in a copy with one source file and a pretended dotnet that writes down its calls.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private const string Program = "artifacts/bin/Headlight.Cli/release/Headlight.Cli.dll";
    private readonly string folder = Directory.CreateTempSubdirectory("headlight-launcher-").FullName;

    private string path;

    public LauncherTests()
    {
        path = $"{At("tools")}:{Environment.GetEnvironmentVariable("PATH")}";
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The command is a shell script.");
        Directory.CreateDirectory(At("src/Headlight.Cli"));
        File.WriteAllText(At("src/Headlight.Cli/Program.cs"), "");
        File.WriteAllText(At("Directory.Build.props"), "");
        File.WriteAllText(At("global.json"), "");
        File.Copy(Path.Combine(RepositoryFiles.Root, "headlight"), At("headlight"));
        PretendDotnet($"""
            [ "$1" = --version ] && exit 0
            echo "$1" >>"{At("calls")}"
            if [ "$1" = build ]; then
              echo noise; mkdir -p "{Path.GetDirectoryName(At(Program))}"; : >"{At(Program)}"; exit
            fi
            shift; printf '%s|' "$@"; exit 7
            """);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_first_start_builds_and_the_second_does_not()
    {
        Assert.Equal("a b|c|", Run("a b", "c").Output);
        Assert.Equal(["build", At(Program)], Calls());
        var second = Run("a b", "c");
        Assert.Equal(("a b|c|", "", 7), (second.Output, second.Error, second.Code));
        Assert.Equal(["build", At(Program), At(Program)], Calls());
    }

    [Fact]
    public void A_changed_source_is_built_again()
    {
        Run();
        File.WriteAllText(At("src/Headlight.Cli/Program.cs"), "changed");
        Assert.Contains("sources changed", Run().Error);
    }

    [Fact]
    public void A_deleted_source_is_built_again()
    {
        Run();
        File.Delete(At("src/Headlight.Cli/Program.cs"));
        Assert.Contains("sources changed", Run().Error);
    }

    [Fact]
    public void The_page_is_built_before_the_program_and_again_when_it_changed()
    {
        WithPage("v20.1.0");
        Run();
        Assert.Equal(["npm ci", "npm run build", "build", At(Program)], Calls());
        Run();
        Assert.Equal(At(Program), Calls()[^1]);
        Assert.Equal(5, Calls().Length);
        File.WriteAllText(At("web/src/main.ts"), "changed");
        Assert.Contains("sources changed", Run().Error);
        Assert.Equal(["npm run build", "build", At(Program)], Calls()[^3..]);
    }

    [Theory]
    [InlineData("v18.20.0")]
    [InlineData("")]
    public void A_machine_without_node_20_is_told_what_to_install(string version)
    {
        WithPage(version);
        var run = Run();
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith("Headlight needs Node.js 20 or newer", run.Error);
        Assert.Contains($"found {(version.Length > 0 ? version : "none")};", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void It_works_through_a_link_from_another_folder()
    {
        Directory.CreateDirectory(At("elsewhere"));
        File.CreateSymbolicLink(At("elsewhere/hl"), "../headlight");
        Assert.Equal("x|", Start(At("elsewhere/hl"), At("elsewhere"), "x").Output);
    }

    [Fact]
    public async Task Two_starts_at_once_build_once()
    {
        var both = await Task.WhenAll(Task.Run(() => Run("one")), Task.Run(() => Run("two")));
        Assert.All(both, run => Assert.Equal(7, run.Code));
        Assert.Single(Calls(), call => call == "build");
    }

    [Fact]
    public void A_build_that_fails_shows_its_words_and_is_tried_again()
    {
        PretendDotnet("[ \"$1\" = build ] && { echo error CS1002; exit 1; }; exit 0");
        foreach (var run in new[] { Run(), Run() })
        {
            Assert.Equal(2, run.Code);
            Assert.Equal("", run.Output);
            Assert.Contains("error CS1002", run.Error);
        }
    }

    [Fact]
    public void An_sdk_that_is_too_old_is_refused_in_one_sentence()
    {
        PretendDotnet("echo A compatible .NET SDK was not found.; exit 145");
        var run = Run();
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith("Headlight needs the .NET 10 SDK", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_machine_without_dotnet_is_told_what_to_install()
    {
        path = Directory.CreateDirectory(At("bare")).FullName;
        File.CreateSymbolicLink(At("bare/bash"), "/bin/bash");
        var run = Run();
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.StartsWith("Headlight needs the .NET 10 SDK, and no dotnet was found on the PATH; install", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    private string At(string name) => Path.Combine(folder, name);

    private string[] Calls() => File.ReadAllLines(At("calls"));

    private void PretendDotnet(string script) => Pretend("dotnet", script);

    private void WithPage(string nodeVersion)
    {
        Directory.CreateDirectory(At("web/src"));
        File.WriteAllText(At("web/package.json"), "{}");
        File.WriteAllText(At("web/package-lock.json"), "{}");
        File.WriteAllText(At("web/src/main.ts"), "");
        Pretend("node", nodeVersion.Length > 0 ? $"echo {nodeVersion}" : "exit 127");
        Pretend("npm", $"""
            echo "npm $*" >>"{At("calls")}"
            if [ "$1" = ci ]; then mkdir -p node_modules; else mkdir -p dist; : >dist/index.html; fi
            """);
    }

    private void Pretend(string tool, string script)
    {
        Directory.CreateDirectory(At("tools"));
        File.WriteAllText(At($"tools/{tool}"), "#!/usr/bin/env bash\n" + script + "\n");
        File.SetUnixFileMode(At($"tools/{tool}"), File.GetUnixFileMode(At("headlight")));
    }

    private (string Output, string Error, int Code) Run(params string[] arguments) =>
        Start(At("headlight"), folder, arguments);

    private (string Output, string Error, int Code) Start(
        string command, string from, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = from,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = path;
        start.Environment["DOTNET_ROOT"] = start.Environment["HOME"] = At("no-such-folder");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, error.GetAwaiter().GetResult(), process.ExitCode);
    }
}
