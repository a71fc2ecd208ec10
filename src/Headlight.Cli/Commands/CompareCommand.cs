using System.CommandLine;
using Headlight.Analysis;
using Headlight.Cli.Input;
using Headlight.Cli.Rendering;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>`headlight compare`: which heads look differently in two texts.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> model = new("MODEL")
    {
        Description = "A bundled name, a folder, a .gguf file, or a Hugging Face id in the local cache.",
    };
    private readonly Argument<string> first = new("TEXT_A") { Description = "The first text." };
    private readonly Argument<string> second = new("TEXT_B") { Description = "The second text." };
    private readonly Option<bool> all = new("--all-queries")
    {
        Description = "Compare where all tokens look. [default: the last token of each text]",
    };
    private readonly Option<string?> keys = new("--keys")
    {
        HelpName = "A,B",
        Description = "Rank by the difference of differences: how much more the first text's last token prefers A to " +
            "B. Words or token numbers of the first text.",
    };
    private readonly Option<bool> measure = new("--measure")
    {
        Description = "Also measure each head: what giving the first text's run the second's pattern does to the " +
            "outcome. Needs texts of equal length.",
    };
    private readonly Option<string?> outcome = new("--outcome")
    {
        HelpName = "OUTCOME",
        Description = $"What is measured: {OutcomeSpec.Forms}. [default: next; without a vocabulary head, similarity]",
    };
    private readonly Option<int> top = new("--top")
    {
        HelpName = "N",
        Description = "How many heads are shown, of each sign where there are two. [default: 15]",
        DefaultValueFactory = _ => 15,
    };

    public static Command Create(Screen screen)
    {
        var compare = new CompareCommand();
        var command = new Command("compare", "Aligns two texts and ranks heads by how differently they look.")
        {
            compare.model, compare.first, compare.second, compare.all, compare.keys, compare.measure, compare.outcome,
            compare.top,
        };
        command.SetAction((parsed, cancellation) => compare.RunAsync(parsed, screen, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Screen screen, CancellationToken cancellation)
    {
        using var loaded = TransformerModel.Load(parsed.GetValue(model)!, null, null, cancellation);
        var a = await loaded.ReadAsync(parsed.GetValue(first)!, cancellation: cancellation);
        var b = await loaded.ReadAsync(parsed.GetValue(second)!, cancellation: cancellation);
        var alignment = Alignment.Of(a.Tokens, b.Tokens);
        if (!alignment.Pairs.Any(pair => a.Tokens[pair.First].Id == b.Tokens[pair.Second].Id))
        {
            throw new RequestException(
                "The texts have no token in common, so nothing in one stands for anything in the other.");
        }
        if (parsed.GetValue(top) < 1)
        {
            throw new RequestException($"--top is {parsed.GetValue(top)}; at least one head has to be shown.");
        }
        var effects = await EffectsAsync(parsed, screen, loaded, a, b, cancellation);
        var table = new DifferenceTable(a, b, alignment, effects, parsed.GetValue(top));
        if (parsed.GetValue(keys) is { } pair)
        {
            if (parsed.GetValue(all))
            {
                throw new RequestException("--keys compares the last tokens: leave --all-queries out.");
            }
            screen.Show(table.ByKeys(Keys(pair, a)));
            return 0;
        }
        (int, int)[]? queries = parsed.GetValue(all) ? null : [(a.Tokens.Count - 1, b.Tokens.Count - 1)];
        screen.Show(table.ByDivergence(HeadDifference.Of(a, b, alignment, queries), !parsed.GetValue(all)));
        return 0;
    }

    // By head, and what the number is; null where nothing is measured.
    private async Task<HeadEffects?> EffectsAsync(
        ParseResult parsed, Screen screen, TransformerModel model, Reading a, Reading b, CancellationToken cancellation)
    {
        if (!parsed.GetValue(measure))
        {
            return parsed.GetValue(outcome) is null ? null
                : throw new RequestException("--outcome says what --measure measures: add --measure.");
        }
        if (a.Tokens.Count != b.Tokens.Count)
        {
            throw new RequestException(
                $"The texts have {a.Tokens.Count} and {b.Tokens.Count} tokens: patterns can be taken over " +
                "between texts " +
                "of equal length only. Leave --measure out.");
        }
        var measured = OutcomeSpec.Parse(parsed.GetValue(outcome), model, a);
        var ranked = await model.RankHeadsAsync(
            a, heads => b.PatternsFor(heads), measured, new Counter(screen), cancellation: cancellation);
        return new HeadEffects(
            measured, ranked.ToDictionary(effect => (effect.Layer, effect.Head), effect => effect.Change));
    }

    private static (int A, int B) Keys(string pair, Reading reading)
    {
        var words = pair.Split(',');
        return words.Length == 2
            ? (QueryName.Resolve(words[0].Trim(), reading.Tokens), QueryName.Resolve(words[1].Trim(), reading.Tokens))
            : throw new RequestException($"--keys is `{pair}`; two words were expected, such as nurse,doctor.");
    }
}
