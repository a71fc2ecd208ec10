using System.CommandLine;
using System.Globalization;
using Headlight.Attention;
using Headlight.Cli.Input;
using Headlight.Cli.Rendering;
using Headlight.Jobs;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>`headlight effect`: what becomes of the output when something is changed.</summary>
internal sealed class EffectCommand
{
    private const int Shown = 20;

    private readonly Argument<string> model = new("MODEL")
    {
        Description = "A decoder: a bundled name, a folder, a .gguf file, or a Hugging Face id in the local cache.",
    };
    private readonly Argument<string> text = new("TEXT") { Description = "The text." };
    private readonly Option<string[]> edits = new("--edit")
    {
        HelpName = "EDIT",
        Description = $"What is changed; may be given several times. {EditSpec.Forms}. A and B are words or " +
            "token numbers.",
    };
    private readonly Option<string?> editsJson = new("--edits")
    {
        HelpName = "FILE|JSON",
        Description = "Edits as a JSON list, or a file that holds one; docs/edits.md has the schema.",
    };
    private readonly Option<string?> outcome = new("--outcome")
    {
        HelpName = "A|B",
        Description = "Also the log odds of two continuations, such as \" said| asked\".",
    };
    private readonly Option<bool> all = new("--all-heads")
    {
        Description = "Switch every head off, one at a time, and rank them by what becomes of the next words.",
    };

    public static Command Create(Screen screen)
    {
        var effect = new EffectCommand();
        var command = new Command("effect", "Changes what heads see or write, runs again, and says what became of it.")
        {
            effect.model, effect.text, effect.edits, effect.editsJson, effect.outcome, effect.all,
        };
        command.SetAction((parsed, cancellation) => effect.RunAsync(parsed, screen, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellation)
    {
        var specs = parsed.GetValue(edits) ?? [];
        var json = parsed.GetValue(editsJson);
        if ((specs.Length == 0 && json is null) != parsed.GetValue(all))
        {
            throw new RequestException(
                "Say what is changed: --edit EDIT or --edits FILE, or --all-heads for each head in turn.");
        }
        using var loaded = TransformerModel.Load(parsed.GetValue(model)!, null, null, cancellation);
        var given = parsed.GetValue(text)!;
        if (parsed.GetValue(all))
        {
            var progress = new Counter(screen);
            var ranked = await loaded.RankHeadsAsync(given, null, progress, cancellation);
            screen.Show(EffectTable.Of(ranked, Shown));
            return 0;
        }
        var plain = await loaded.ReadAsync(given, cancellation: cancellation);
        var changes = new List<Edit>();
        foreach (var spec in specs)
        {
            changes.Add(await EditSpec.ParseAsync(spec, loaded, plain.Tokens, cancellation));
        }
        if (json is not null)
        {
            var means = json.Contains("\"mean\"", StringComparison.Ordinal) || File.Exists(json)
                ? await loaded.HeadMeansAsync(cancellation) : null;
            var listed = File.Exists(json) ? await File.ReadAllTextAsync(json, cancellation) : json;
            changes.AddRange(EditJson.Parse(
                listed, heads => new MeanHeads(heads, means!.Values, means.Over)));
        }
        var edited = await loaded.EditAsync(plain, changes, cancellation: cancellation);
        screen.Show(EffectTable.Of(plain, edited));
        if (parsed.GetValue(outcome) is { } pair)
        {
            await ShowOddsAsync(screen, loaded, given, pair, changes, cancellation);
        }
        return 0;
    }

    private static async Task ShowOddsAsync(
        Screen screen, TransformerModel model, string text, string pair, IReadOnlyList<Edit> edits,
        CancellationToken cancellation)
    {
        var both = pair.Split('|');
        if (both.Length != 2 || both.Any(each => each.Length == 0))
        {
            throw new RequestException(
                $"--outcome is `{pair}`; two continuations were expected, such as \" said| asked\".");
        }
        async Task<double> Odds(IReadOnlyList<Edit> changes) =>
            (await model.LogProbabilitiesAsync(text, both[0], changes, null, cancellation)).Average()
            - (await model.LogProbabilitiesAsync(text, both[1], changes, null, cancellation)).Average();
        var (before, after) = (await Odds([]), await Odds(edits));
        await screen.Output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"log odds of `{both[0]}` against `{both[1]}`, means over their tokens: {before:0.0000} → " +
            $"{after:0.0000}, change {after - before:+0.000e+00;-0.000e+00;0}"));
    }

    private sealed class Counter(Screen screen) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            if (value.Done % 30 == 0)
            {
                screen.Error.WriteLine($"{value.Stage} {value.Done} of {value.Total}");
            }
        }
    }
}
