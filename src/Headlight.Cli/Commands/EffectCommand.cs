using System.CommandLine;
using Headlight.Attention;
using Headlight.Cli.Input;
using Headlight.Cli.Rendering;
using Headlight.Effects;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>`headlight effect`: what becomes of the output when something is changed.</summary>
internal sealed class EffectCommand
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = "A bundled name, a folder, a .gguf file, or a Hugging Face id in the local cache.",
    };
    private readonly Argument<string?> text = new("TEXT")
    {
        Description = "The text; left out with --from.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private readonly MediateCommand mediate = new();
    private readonly Option<string[]> edits = new("--edit")
    {
        HelpName = "EDIT",
        Description = $"What is changed; may be given several times. {EditSpec.Forms}. HEADS is L9H3, L9, all, or " +
            "each for every head in turn, ranked. A and B are words or token numbers.",
    };
    private readonly Option<string?> editsJson = new("--edits")
    {
        HelpName = "FILE|JSON|EDIT",
        Description = "Edits as a JSON list, or a file that holds one; docs/edits.md has the schema.",
    };
    private readonly Option<string?> outcome = new("--outcome")
    {
        HelpName = "OUTCOME",
        Description = $"What is measured: {OutcomeSpec.Forms}. [default: next; without a vocabulary head, similarity]",
    };
    private readonly Option<bool> all = new("--all-heads")
    {
        Description = "Switch every head off, one at a time, and rank them: the same as --edit off:each.",
    };
    private readonly Option<int> more = new("--continue")
    {
        HelpName = "N",
        Description = "How many tokens a decoder writes before and after the change. [default: 10]",
        DefaultValueFactory = _ => 10,
    };
    private readonly Option<int> top = new("--top")
    {
        HelpName = "N",
        Description = "How many heads of a ranking are shown. [default: 20]",
        DefaultValueFactory = _ => 20,
    };

    public static Command Create(Screen screen)
    {
        var effect = new EffectCommand();
        var command = new Command("effect", "Changes what heads see or write, runs again, and says what became of it.")
        {
            effect.model, effect.text, effect.edits, effect.editsJson, effect.outcome, effect.all, effect.more,
            effect.top,
        };
        foreach (var option in effect.mediate.Options)
        {
            command.Add(option);
        }
        command.SetAction((parsed, cancellation) => effect.RunAsync(parsed, screen, cancellation));
        return command;
    }

    private Option[] Own => [edits, editsJson, outcome, all, more, top];

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellation)
    {
        if (parsed.GetValue(mediate.From) is not null)
        {
            return parsed.GetValue(text) is null && !Own.Any(option => parsed.GetResult(option) is { Implicit: false })
                ? await mediate.RunAsync(parsed, parsed.GetValue(model)!, screen, cancellation)
                : throw new RequestException(
                    "--from measures pairs of prompts by itself: leave the text, edits and outcome out.");
        }
        var read = parsed.GetValue(text) ?? throw new RequestException(
            "There is no text to change: give one after the model, or pairs of prompts with --from.");
        if (mediate.Given(parsed) is { } stray)
        {
            throw new RequestException($"{stray} belongs to --from: name the pairs, or leave it out.");
        }
        var json = parsed.GetValue(editsJson);
        var specs = (parsed.GetValue(edits) ?? []).ToList();
        if (parsed.GetValue(all))
        {
            specs.Add("off:each");
        }
        if (json is not null && json.TrimStart() is not (['[', ..] or ['{', ..]) && !File.Exists(json)
            && !json.EndsWith(".json", StringComparison.Ordinal) && json.Contains(':'))
        {
            specs.Add(json);
            json = null;
        }
        if (json is not null && json.TrimStart() is not (['[', ..] or ['{', ..]) && !File.Exists(json))
        {
            throw new RequestException($"--edits is `{json}`: there is no such file, and it is no JSON list of edits.");
        }
        if (specs.Count == 0 && json is null)
        {
            throw new RequestException(
                "Say what is changed: --edit EDIT or --edits FILE, or --all-heads for each head in turn.");
        }
        if (parsed.GetValue(top) < 1 || parsed.GetValue(more) < 0)
        {
            throw new RequestException("--top has to be at least 1, --continue at least 0.");
        }
        using var loaded = TransformerModel.Load(parsed.GetValue(model)!, null, null, cancellation);
        var plain = await loaded.ReadAsync(
            read, options: new ReadOptions { States = true }, cancellation: cancellation);
        var measured = OutcomeSpec.Parse(parsed.GetValue(outcome), loaded, plain);
        var changes = new List<EditSpec>();
        foreach (var spec in specs)
        {
            changes.Add(await EditSpec.ParseAsync(spec, loaded, plain.Tokens, cancellation));
        }
        var listed = json is null ? [] : await loaded.ParseEditsAsync(
            File.Exists(json) ? await File.ReadAllTextAsync(json, cancellation) : json, cancellation);
        if (changes.Any(change => change.OfEach || change.EachKeyOf is not null))
        {
            return await RankAsync(
                screen, loaded, plain, changes, listed, measured, parsed.GetValue(top), cancellation);
        }
        IReadOnlyList<Edit> together = [.. changes.Select(change => change.Edit), .. listed];
        var edited = await loaded.EditAsync(plain, together, cancellation: cancellation);
        var effect = await loaded.MeasureAsync(plain, together, measured, cancellation);
        screen.Show(EffectTable.Of(plain, edited, effect));
        if (loaded.Info is { Head: HeadKind.Next, Causal: true } && parsed.GetValue(more) > 0)
        {
            screen.Show(EffectTable.Continued(
                await ContinueAsync(loaded, plain.Text, parsed.GetValue(more), [], cancellation),
                await ContinueAsync(loaded, plain.Text, parsed.GetValue(more), together, cancellation)));
        }
        return 0;
    }

    private static async Task<int> RankAsync(
        Screen screen, TransformerModel model, Reading plain, List<EditSpec> changes, IReadOnlyList<Edit> listed,
        Outcome outcome, int shown, CancellationToken cancellation)
    {
        if (changes.Count + listed.Count > 1)
        {
            throw new RequestException("An edit of each head in turn stands alone: leave the other edits out.");
        }
        if (changes[0].EachKeyOf is { } query)
        {
            if (changes[0].OfEach || changes[0].Edit.Heads.Head is null)
            {
                throw new RequestException("Each link is cut in one head: name it, such as cut:L9H4:She>each.");
            }
            int[] keys = [.. Enumerable.Range(0, model.Info.Causal ? query + 1 : plain.Tokens.Count)];
            var effects = await model.MeasureManyAsync(
                plain, [.. keys.Select(key => new[] { changes[0].OfKey(key) })], outcome, new Counter(screen), null,
                cancellation);
            screen.Show(RankTable.OfLinks(plain, changes[0].Edit.Heads, query, effects, outcome));
            return 0;
        }
        var ranked = await model.RankHeadsAsync(
            plain, changes[0].Of, outcome, new Counter(screen), cancellation: cancellation);
        screen.Show(RankTable.Of(plain, ranked, changes[0].Of(new HeadChoice(0, 0)), outcome, shown));
        return 0;
    }

    private static async Task<string> ContinueAsync(
        TransformerModel model, string text, int tokens, IReadOnlyList<Edit> edits, CancellationToken cancellation)
    {
        var written = model.Continue(text, new GenerateOptions { MaxNewTokens = tokens, IgnoreEnd = true }, edits);
        await foreach (var _ in written.WriteAsync(cancellation))
        {
        }
        return written.Text;
    }
}
