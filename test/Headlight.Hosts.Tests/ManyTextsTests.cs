using System.Diagnostics;

namespace Headlight.Hosts.Tests;

/// <summary>`--from`: everything that can be known is checked before the first text is read.</summary>
public sealed class ManyTextsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Nothing_is_written_where_a_later_text_cannot_be_read()
    {
        var rows = Rows("""{"id": "a", "text": "A man eats."}""", """{"id": "b", "text": "  "}""",
            """{"id": "c", "ids": [999999]}""");
        var run = await Run.Of("read", "minilm", "--from", rows, "--output-dir", Readings);
        Assert.Equal(2, run.Code);
        Assert.Contains("texts.jsonl, line 2: The text is empty", run.Error);
        Assert.Contains("texts.jsonl, line 3: Token 0 has id 999999", run.Error);
        Assert.Contains("No reading was written", run.Error);
        Assert.Empty(Directory.GetFiles(Readings));
    }

    [Fact]
    public async Task The_others_are_read_on_request_and_the_exit_code_still_tells()
    {
        var rows = Rows("""{"id": "a", "text": "A man eats."}""", """{"id": "b", "text": ""}""");
        var run = await Run.Of("read", "minilm", "--from", rows, "--output-dir", Readings, "--keep-going");
        Assert.Equal(2, run.Code);
        Assert.Contains("texts.jsonl, line 2: The text is empty", run.Error);
        Assert.Equal(["a.safetensors"], Directory.GetFiles(Readings).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Files_that_are_there_are_not_replaced_unless_asked()
    {
        var rows = Rows("""{"id": "a", "text": "A man eats."}""");
        Directory.CreateDirectory(Readings);
        File.WriteAllText(Path.Combine(Readings, "a.safetensors"), "mine");
        var refusal = await Run.Refusal("read", "minilm", "--from", rows, "--output-dir", Readings);
        Assert.Contains("a.safetensors would be replaced", refusal);
        Assert.Equal("mine", File.ReadAllText(Path.Combine(Readings, "a.safetensors")));
        var run = await Run.Of("read", "minilm", "--from", rows, "--output-dir", Readings, "--overwrite");
        Assert.Equal(0, run.Code);
        Assert.True(new FileInfo(Path.Combine(Readings, "a.safetensors")).Length > 1000);
    }

    [Fact]
    public async Task Names_that_no_file_can_have_are_refused()
    {
        var rows = Rows($$"""{"id": "{{new string('x', 300)}}", "text": "A man eats."}""");
        Assert.Contains("too long for a file's name",
            await Run.Refusal("read", "minilm", "--from", rows, "--output-dir", Readings));
        var ids = Rows("""{"id": "a", "ids": [101, 102]}""");
        Assert.Contains("leave --bos away",
            await Run.Of("read", "minilm", "--from", ids, "--output-dir", Readings, "--bos") is { Code: 2 } run
                ? run.Error : "");
    }

    [Fact]
    public async Task A_link_stays_a_link_and_its_target_is_written()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var target = Path.Combine(folder, "target.json");
        var link = Path.Combine(folder, "link.JSON");
        File.WriteAllText(target, "old");
        File.CreateSymbolicLink(link, target);
        var run = await Run.Of("read", "minilm", "A man eats.", "--output", link);
        Assert.Equal(0, run.Code);
        Assert.Equal(target, new FileInfo(link).LinkTarget);
        Assert.StartsWith("{", File.ReadAllText(target));
    }

    [Fact]
    public async Task A_stopped_run_leaves_no_half_written_file()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var text = string.Join(' ', Enumerable.Repeat("a man eats an apple", 150));
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Headlight.Cli", own.Name, "Headlight.Cli.dll");
        using var run = Process.Start(new ProcessStartInfo("dotnet",
            [program, "read", "smollm2", text, "--output", Path.Combine(folder, "x.safetensors"), "--tensors", "all"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var watch = Stopwatch.StartNew();
        while (Directory.GetFiles(folder, "*.part").Length == 0 && !run.HasExited && watch.Elapsed.TotalSeconds < 60)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        Assert.False(run.HasExited);
        using (var kill = Process.Start("kill", ["-TERM", run.Id.ToString()]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, run.ExitCode);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_number_can_be_named_as_a_word()
    {
        Assert.Contains("There is no token 1999",
            (await Run.Of("read", "minilm", "in 1999 we met", "--query", "1999")).Error);
        var run = await Run.Of("read", "minilm", "in 1999 we met", "--query", "word:1999");
        Assert.Equal(0, run.Code);
        Assert.Contains("where 2:1999 looks", run.Output);
    }

    [Fact]
    public async Task The_heads_that_look_most_along_a_link_are_listed()
    {
        var run = await Run.Of(
            "read", "smollm2", "The doctor asked the nurse a question. She", "--link", "She:nurse");
        Assert.Equal(0, run.Code);
        Assert.Matches(@"head +She → nurse *\n *L9H4 +0\.47", run.Output);
        Assert.Contains("mean of all 270 heads: 0.04", run.Output);
        Assert.Contains("two words", (await Run.Of("read", "minilm", "a b", "--link", "a")).Error);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_a_name_is_refused()
    {
        var rows = Rows("""{"id": "a", "text": "A man", "\ud800": 1}""");
        var refusal = await Run.Refusal("read", "minilm", "--from", rows, "--output-dir", Readings);
        Assert.Contains("texts.jsonl, line 1", refusal);
    }

    private string Readings => Path.Combine(folder, "readings");

    private string Rows(params string[] lines)
    {
        var path = Path.Combine(folder, "texts.jsonl");
        File.WriteAllLines(path, lines);
        return path;
    }
}
