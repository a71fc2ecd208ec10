using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Headlight.Attention;
using Headlight.Cli.Rendering;
using Headlight.Mediation;

namespace Headlight.Cli.Commands;

/// <summary>`headlight effect --from`: causal mediation over pairs of prompts.</summary>
internal sealed class MediateCommand
{
    public Option<string?> From { get; } = new("--from")
    {
        HelpName = "FILE|winobias|winogender",
        Description = "Measure pairs of prompts that differ in a pronoun: JSON lines or an array, or a bundled " +
            "data set. docs/measuring.md has fields and definitions.",
    };

    private readonly Option<string> measure = new("--measure")
    {
        HelpName = "LIST",
        Description = "mediation (can a head carry the difference), ablation (is it needed), edges (do its links " +
            "matter). [default: mediation]",
        DefaultValueFactory = _ => "mediation",
    };
    private readonly Option<string?> heads = new("--heads")
    {
        HelpName = "LIST",
        Description = "Measure these heads only, such as L14H8,L17. [default: all]",
    };
    private readonly Option<string?> output = new("--output")
    {
        HelpName = "FILE.jsonl",
        Description = "A line for each pair as it comes, then one that sums up. The same command goes on with a file.",
    };
    private readonly Option<int?> limit = new("--limit")
    {
        HelpName = "N",
        Description = "Measure the first N pairs only.",
    };
    private readonly Option<int> resamples = new("--resamples")
    {
        HelpName = "N",
        Description = "Samples of the bootstrap. [default: 10000; all of them up to 6 pairs]",
        DefaultValueFactory = _ => 10_000,
    };
    private readonly Option<int> seed = new("--seed")
    {
        HelpName = "S",
        Description = "The same seed draws the same samples. [default: 0]",
    };
    private readonly Option<bool> filtered = new("--filtered")
    {
        Description = "Sum up only what the published filter keeps. It selects on the outcome: effects come out " +
            "larger.",
    };
    private readonly Option<string?> svg = new("--svg")
    {
        HelpName = "FILE.svg",
        Description = "Draw heads by layer, their intervals, and looks against matters.",
    };

    /// <summary>Its options, which stand in the command `effect`.</summary>
    public IEnumerable<Option> Options => [From, measure, heads, output, limit, resamples, seed, filtered, svg];

    /// <summary>Whether an option was given that belongs to --from.</summary>
    public string? Given(ParseResult parsed) => Options.Skip(1)
        .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    public async Task<int> RunAsync(
        ParseResult parsed, string model, Screen screen, CancellationToken cancellation)
    {
        var pairs = PairFile.Open(parsed.GetValue(From)!);
        if (parsed.GetValue(limit) is { } most)
        {
            pairs = most > 0 ? [.. pairs.Take(most)]
                : throw new RequestException($"--limit is {most}; at least one pair has to be measured.");
        }
        _ = new Bootstrap(pairs.Count, parsed.GetValue(resamples));
        CheckWritable(parsed.GetValue(svg));
        CheckWritable(parsed.GetValue(output));
        if (parsed.GetValue(output) is { } own && Path.GetFullPath(own) == Path.GetFullPath(parsed.GetValue(From)!))
        {
            throw new RequestException($"--output is {own}, the pairs themselves: choose another file.");
        }
        using var loaded = TransformerModel.Load(model, null, null, cancellation);
        foreach (var pair in pairs)
        {
            loaded.Check(pair);
        }
        var options = await OptionsAsync(parsed, loaded, pairs, cancellation);
        var results = await MeasureAsync(parsed, screen, loaded, pairs, options, cancellation);
        Show(parsed, screen, loaded, results);
        return 0;
    }

    // Before an hour of work, not after it.
    private static void CheckWritable(string? path)
    {
        var folder = path is null ? null : Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new RequestException($"`{path}` cannot be written: there is no folder `{folder}`.");
        }
    }

    private async Task<MediationOptions> OptionsAsync(
        ParseResult parsed, TransformerModel model, IReadOnlyList<PromptPair> pairs, CancellationToken cancellation)
    {
        var measures = Measures(parsed.GetValue(measure)!);
        var chosen = parsed.GetValue(heads)?.Split(',').Select(HeadChoice.Parse).ToList() ?? [];
        foreach (var head in chosen.Where(head => head.Layer >= model.Info.Layers || head.Head >= model.Info.Heads))
        {
            throw new RequestException(
                $"{head} is not there: {model.Info.Name} has layers 0 to {model.Info.Layers - 1} with heads 0 to " +
                $"{model.Info.Heads - 1}.");
        }
        var means = measures.HasFlag(MediationMeasures.Ablation)
            ? await model.HeadMeansAsync(pairs, cancellation) : null;
        return new MediationOptions { Measures = measures, Heads = chosen, Means = means };
    }

    private static MediationMeasures Measures(string list)
    {
        var measures = MediationMeasures.None;
        var names = Enum.GetValues<MediationMeasures>().Skip(1).ToDictionary(
            each => each.ToString().ToLowerInvariant());
        foreach (var name in list.Split(',', StringSplitOptions.TrimEntries))
        {
            measures |= names.TryGetValue(name, out var found) ? found : throw new RequestException(
                $"There is no measure `{name}`.{Nearest.Hint(name, names.Keys)} Known: " +
                $"{string.Join(", ", names.Keys)}.");
        }
        return measures;
    }

    private async Task<IReadOnlyList<MediationResult>> MeasureAsync(
        ParseResult parsed, Screen screen, TransformerModel model, IReadOnlyList<PromptPair> pairs,
        MediationOptions options, CancellationToken cancellation)
    {
        using var file = parsed.GetValue(output) is { } path
            ? ResultFile.Open(path, model.Identity, Words(options, pairs)) : null;
        if (file?.Ids.Except(pairs.Select(pair => pair.Id)).FirstOrDefault() is { } other)
        {
            throw new RequestException(
                $"{parsed.GetValue(output)} holds `{other}`, which is not among the pairs. Choose another file.");
        }
        var done = pairs.Select(pair => file?.Find(pair)).OfType<MediationResult>().ToDictionary(result => result.Id);
        if (done.Count > 0)
        {
            await screen.Error.WriteLineAsync($"{done.Count} of {pairs.Count} pairs are in {parsed.GetValue(output)}.");
        }
        var left = pairs.Where(pair => !done.ContainsKey(pair.Id)).ToList();
        var progress = new Counter(screen);
        using var stopped = cancellation.Register(() => screen.Error.WriteLine(file is null
            ? "Nothing is kept: --output keeps every pair as it comes."
            : $"{done.Count} of {pairs.Count} pairs are kept; the same command goes on."));
        for (var index = 0; index < left.Count; index++)
        {
            var part = progress.Part("Pair", index, left.Count);
            var result = await model.MediateAsync(left[index], options, part, cancellation);
            done.Add(left[index].Id, result);
            file?.Append(left[index], result);
        }
        file?.Finish(parsed.GetValue(resamples), parsed.GetValue(seed));
        return [.. pairs.Select(pair => done[pair.Id])];
    }

    private void Show(ParseResult parsed, Screen screen, TransformerModel model, IReadOnlyList<MediationResult> results)
    {
        var kept = parsed.GetValue(filtered) ? PublishedFilter.Keep(results) : results;
        if (kept.Count == 0)
        {
            throw new RequestException("The filter keeps no pair: leave --filtered out.");
        }
        var summary = MediationSummary.Of(kept, parsed.GetValue(resamples), parsed.GetValue(seed));
        var about = parsed.GetValue(filtered)
            ? $"{kept.Count} of {results.Count} pairs, selected on the outcome by the published filter"
            : $"{results.Count} {(results.Count == 1 ? "pair" : "pairs")}, unfiltered";
        screen.Show(MediationView.Of(summary, kept, about));
        if (parsed.GetValue(svg) is { } path)
        {
            File.WriteAllText(path, MediationSvg.Of(summary, $"{model.Info.Name} on {parsed.GetValue(From)}: {about}"));
            screen.Error.WriteLine($"Wrote {path}.");
        }
    }

    // The mean over pairs depends on which pairs they are.
    private static string Words(MediationOptions options, IReadOnlyList<PromptPair> pairs)
    {
        var measures = options.Measures.ToString().ToLowerInvariant();
        var heads = options.Heads.Count == 0 ? "all heads" : string.Join(", ", options.Heads);
        var prompts = string.Join("\n", pairs.Select(pair => $"{pair.PromptShe}\n{pair.PromptHe}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(prompts)))[..8];
        var mean = options.Means is null ? "" : $"; mean over {options.Means.Over} ({hash})";
        return $"{measures}; {heads}{mean}";
    }
}
