using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Headlight.Cli;

/// <summary>The usual help, and after it an example of the command.</summary>
internal sealed class Help(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["headlight"] = ["headlight", "headlight smollm2 \"The cat sat on the\"", "headlight read --head L5H8"],
        ["read"] =
        [
            "headlight read minilm \"A man eats.\" --head L4H2 --query eats --output eats.safetensors",
            "headlight read smollm2 --from texts.jsonl --output-dir readings",
        ],
        ["generate"] =
        [
            "headlight generate smollm2 \"The doctor asked the nurse a question. She\" --probabilities",
            "headlight generate smollm2 \"Once\" --temperature 0.8 --top-p 0.9 --seed 7 --output once.safetensors",
        ],
        ["effect"] =
        [
            "headlight effect smollm2 \"The doctor asked the nurse a question. She\" --edit off:L9H3",
            "headlight effect smollm2 \"The doctor asked the nurse a question. She\" --edit cut:all:She>nurse " +
            "--outcome \" said| asked\"",
            "headlight effect smollm2 \"The doctor asked the nurse a question. She\" --all-heads",
        ],
        ["compare"] =
        [
            "headlight compare smollm2 \"The doctor asked the nurse a question. She\" " +
            "\"The doctor asked the nurse a question. He\"",
        ],
        ["open"] = ["headlight open cat.safetensors"],
        ["models"] = ["headlight models", "headlight models smollm2"],
        ["tokenize"] =
        [
            "headlight tokenize minilm \"Where heads look\" --pair \"And why\"",
            "headlight tokenize tokenizer.json --from texts.jsonl",
        ],
        ["help"] = ["headlight help read"],
    };

    /// <summary>The option `--help` of every command.</summary>
    public static HelpOption Option()
    {
        var option = new HelpOption { Description = "Show this help." };
        option.Action = new Help((HelpAction)option.Action!);
        return option;
    }

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var page = new StringWriter();
        parseResult.InvocationConfiguration.Output = page;
        var code = usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;
        // The arguments of `headlight` itself do not stand before its commands.
        var command = parseResult.CommandResult.Command;
        output.Write(command.Name == "headlight" ? page.ToString()
            : page.ToString().Replace($"headlight [<MODEL> [<TEXT>]] {command.Name}", $"headlight {command.Name}"));
        output.WriteLine("Examples:");
        foreach (var example in Examples[command.Name])
        {
            output.WriteLine($"  {example}");
        }
        return code;
    }
}
