using Headlight.Attention;
using Headlight.Effects;
using Headlight.Generation;
using Headlight.Jobs;
using Headlight.Readings;
using Headlight.Runtime;

namespace Headlight;

/// <content>Runs with something changed, and what becomes of the output.</content>
public sealed partial class TransformerModel
{
    private HeadMeans? means;

    /// <summary>
    /// Runs a reading's tokens again with something changed: itself a reading, whose patterns are the changed ones.
    /// Where the reading recorded its states, only the layers from the first edited one on are run.
    /// </summary>
    /// <exception cref="RequestException">
    /// An edit names what is not there, or two edits contradict each other.
    /// </exception>
    public Task<Reading> EditAsync(
        Reading reading, IReadOnlyList<Edit> edits, ReadOptions? options = null,
        IProgress<JobProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        EditChecks.Check(edits, Info, reading.Tokens.Count);
        options ??= new ReadOptions();
        return Task.Run(() => During(() =>
        {
            var plan = new RecordingPlan(options.Attention, options.Z, options.States);
            var recording = runner.Run(
                TokenInput.Of(reading.Tokens), plan, progress, null, cancellation, null, edits,
                Below(reading, options));
            return new ReadingBuilder(runner, tokenizer, Info, options, unused)
                .Build(reading.Tokens, reading.Text, reading.Pair, recording, reading.Generated, edits);
        }), cancellation);
    }

    // Layers of a reading can stand for those that a run would record again.
    private Reading? Below(Reading reading, ReadOptions options) =>
        ReferenceEquals(reading.Model, Info) && reading.Warnings.Count == unused.Count
            && (!options.Z || reading.Layers.All(layer => layer.Record.Z is not null))
            && (!options.Attention || reading.Layers.Count == Info.Layers) ? reading : null;

    /// <summary>Makes edits that give heads the patterns of another text.</summary>
    /// <param name="text">The other text.</param>
    /// <param name="tokens">How many tokens the text has that takes them over.</param>
    /// <param name="options">How the other one is read.</param>
    /// <param name="cancellation">Stops its run.</param>
    /// <exception cref="RequestException">The texts differ in length.</exception>
    public async Task<Func<HeadChoice, Edit>> PatternsOfAsync(
        string text, int tokens, ReadOptions? options = null, CancellationToken cancellation = default)
    {
        var other = await ReadAsync(text, null, options, cancellation: cancellation).ConfigureAwait(false);
        return other.Tokens.Count == tokens
            ? heads => other.PatternsFor(heads)
            : throw new RequestException(
                $"“{text}” has {other.Tokens.Count} tokens, but the text has {tokens}: patterns can be taken over " +
                "from a text of the same length only.");
    }

    /// <summary>Edits from JSON (docs/edits.md); means and patterns that it names are computed.</summary>
    /// <param name="json">A list of edits.</param>
    /// <param name="cancellation">Stops the runs that are needed.</param>
    /// <exception cref="RequestException">It is no JSON, or no list of edits.</exception>
    public async Task<IReadOnlyList<Edit>> ParseEditsAsync(string json, CancellationToken cancellation = default)
    {
        var named = EditJson.Names(json);
        var means = named.Means ? await HeadMeansAsync(cancellation).ConfigureAwait(false) : null;
        var readings = new Dictionary<string, Reading>();
        foreach (var text in named.Texts)
        {
            readings[text] = await ReadAsync(text, cancellation: cancellation).ConfigureAwait(false);
        }
        return EditJson.Parse(json, heads => means!.Off(heads), (heads, text) => readings[text].PatternsFor(heads));
    }

    /// <summary>
    /// What every head writes on average over the reference corpus: what <see cref="MeanHeads"/> puts in its place.
    /// </summary>
    public Task<HeadMeans> HeadMeansAsync(CancellationToken cancellation = default) => Task.Run(
        () => means ??= HeadMeans.Of(
            ReferenceCorpus.Name,
            ReferenceCorpus.Sentences.Select(sentence => Read(sentence, options: new ReadOptions { Z = true }))),
        cancellation);

    internal IReadOnlySet<int> Ends => ends ??= EndTokens.Of(runner.Checkpoint, tokenizer);

    /// <summary>Goes on with a text, token by token; with edits, the changed model does.</summary>
    /// <exception cref="RequestException">
    /// The model writes no next word, the text is empty or too long, or an option or an edit makes no sense.
    /// </exception>
    public Continuation Continue(string text, GenerateOptions? options = null, IReadOnlyList<Edit>? edits = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new GenerateOptions();
        OptionChecks.Check(options);
        CheckWrites();
        var tokens = FedTokens.Of(tokenizer, Info, text, null, options.Read);
        FedTokens.Check(tokens, runner.Definition.Shape, Info);
        if (tokens.Count >= Info.Positions)
        {
            throw new RequestException($"The text fills all {Info.Positions} positions of {Info.Name}: shorten it.");
        }
        EditChecks.Check(edits ?? [], Info, tokens.Count);
        var generator = new Generator(runner, Ids(tokens), options, edits ?? []);
        return new Continuation(this, generator, tokenizer, tokens, text, options);
    }

    internal Reading Build(Continuation written, Generator generator, IReadOnlyList<Token> tokens)
    {
        var layers = Enumerable.Range(0, runner.Blocks.Count).Select(layer => generator.Cache.Read(
            layer, runner.Definition, runner.Norms[layer], LayerEdits.Of(generator.Edits, layer)));
        var recording = new Recording
        {
            Layers = [.. layers],
            Hidden = generator.Cache.Hidden.ToArray(),
            States = [],
        };
        var text = written.PromptText + written.Text;
        return new ReadingBuilder(runner, tokenizer, Info, new ReadOptions(), unused)
            .Build(tokens, text, null, recording, written.Tokens, generator.Edits, written.Options.InWords);
    }

    private void CheckWrites()
    {
        if (Info.Head != HeadKind.Next || !Info.Causal)
        {
            throw new RequestException(
                $"{Info.Name} ({Info.Family}) writes no next word: only decoders with a vocabulary head go on with a " +
                "text, such as smollm2.");
        }
    }

    private static IEnumerable<int> Ids(IEnumerable<Token> tokens) => tokens.Select(token => token.Id);
}
