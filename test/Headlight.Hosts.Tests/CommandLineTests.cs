using Headlight.Cli;

namespace Headlight.Hosts.Tests;

/// <summary>What is said about command lines before any model is loaded.</summary>
public class CommandLineTests
{
    [Theory]
    [InlineData("", "headlight [<MODEL> [<TEXT>]] [command] [options]", "--no-browser", "--port", "read", "open",
        "models", "tokenize", "help", "--version")]
    [InlineData("read", "headlight read [<MODEL> [<TEXT>]] [options]", "--pair", "--query", "--output", "--from")]
    [InlineData("models", "headlight models [<PATH>] [options]", "PATH")]
    [InlineData("open", "headlight open <FILE> [options]", "--port", "--host")]
    [InlineData("tokenize", "headlight tokenize <PATH> [<TEXT>] [options]", "--from", "--no-special-tokens")]
    public async Task Help_names_what_there_is_and_shows_an_example(string command, params string[] parts)
    {
        string[] verb = command.Length > 0 ? [command] : [];
        var run = await Run.Of([.. verb, "--help"]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.All(parts, part => Assert.Contains(part, run.Output));
        Assert.Contains($"Examples:\n  headlight{(command.Length > 0 ? " " : "")}{command}", run.Output);
        Assert.Equal(run.Output, (await Run.Of(["help", .. verb])).Output);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        var run = await Run.Of("--version");
        Assert.Equal(0, run.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", run.Output);
    }

    [Theory]
    [InlineData("`headlight read` has no option `--hed`. Did you mean `--head`?", "read", "--hed", "3", "m", "t")]
    [InlineData("`headlight open`: Required argument 'FILE' missing", "open")]
    [InlineData("`minilm` stands before the command `read`. To begin with the text", "minilm", "read")]
    [InlineData("--from needs a model", "read", "--from", "f", "--output-dir", "d")]
    [InlineData("`headlight read`: Required argument missing for option: '--output'", "read", "m", "t", "--output")]
    [InlineData("--threads is `0`; a number from 1 was expected.", "read", "m", "t", "--threads", "0")]
    [InlineData("--threads is `many`; a number from 1 was expected.", "read", "m", "t", "--threads", "many")]
    [InlineData("--layer is `x`; a number from 0 was expected", "read", "m", "t", "--layer", "x")]
    [InlineData("--head is `-1`; a number from 0 was expected", "read", "m", "t", "--head=-1")]
    [InlineData("--head L5H8 names layer 5, but --layer says 4.", "read", "m", "t", "--head", "L5H8", "--layer", "4")]
    [InlineData("There is no text to read: give TEXT", "read", "m")]
    [InlineData("Both TEXT and --text-file were given", "read", "m", "t", "--text-file", "f")]
    [InlineData("`no-such-file` cannot be read", "read", "m", "--text-file", "no-such-file")]
    [InlineData("--tensors says what --output writes", "read", "m", "t", "--tensors", "q")]
    [InlineData("`x.txt` ends neither in .safetensors nor in .json.", "read", "m", "t", "--output", "x.txt")]
    [InlineData("`none/x.json` cannot be written: there is no folder", "read", "m", "t", "--output", "none/x.json")]
    [InlineData("--from needs --output-dir", "read", "m", "--from", "f")]
    [InlineData("--from brings its own texts", "read", "m", "t", "--from", "f", "--output-dir", "d")]
    [InlineData("--from prints nothing", "read", "m", "--from", "f", "--output-dir", "d", "--query", "0")]
    [InlineData("--output-dir belongs to --from", "read", "m", "t", "--output-dir", "d")]
    [InlineData("--from brings its own texts", "tokenize", "m", "t", "--from", "f")]
    public async Task What_is_wrong_is_said_in_a_sentence(string sentence, params string[] args) =>
        Assert.StartsWith(sentence, await Run.Refusal(args));

    [Fact]
    public async Task A_cancelled_run_says_that_it_stopped()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var cancelled = new CancellationToken(canceled: true);
        var code = await Program.RunAsync(["read", "smollm2", "-"], TextReader.Null, output, error, cancelled);
        Assert.Equal((130, "", "Stopped.\n"), (code, output.ToString(), error.ToString()));
    }
}
