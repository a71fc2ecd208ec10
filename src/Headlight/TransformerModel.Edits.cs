using Headlight.Analysis;
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
    private const int MostRows = 4096;
    private const int LogitRows = 64;
    private HeadMeans? means;

    /// <summary>
    /// Runs a reading's tokens again with something changed: itself a reading, whose patterns are the changed ones.
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
            var recording = runner.Run(
                Input(reading.Tokens), new RecordingPlan(options.Attention, options.Z, options.States), progress, null,
                cancellation, null, edits);
            return new ReadingBuilder(runner, tokenizer, Info, options, unused)
                .Build(reading.Tokens, reading.Text, reading.Pair, recording, reading.Generated, edits);
        }), cancellation);
    }

    /// <summary>
    /// Natural logarithms of the probability of each token of a continuation, after the tokens before it; with edits,
    /// of the changed run. A continuation begins with a space where the text goes on with a new word.
    /// </summary>
    /// <exception cref="RequestException">
    /// The continuation has other tokens when it stands after the text, or the model writes no next word.
    /// </exception>
    public Task<double[]> LogProbabilitiesAsync(
        string text, string continuation, IReadOnlyList<Edit>? edits = null, ReadOptions? options = null,
        CancellationToken cancellation = default)
    {
        CheckWrites();
        options ??= new ReadOptions();
        var prompt = FedTokens.Of(tokenizer, Info, text, null, options);
        var added = tokenizer.Encode(continuation, null, false).Ids;
        var whole = FedTokens.Of(tokenizer, Info, text + continuation, null, options);
        if (added.Length == 0 || !whole.Select(token => token.Id).SequenceEqual([.. Ids(prompt), .. added]))
        {
            throw new RequestException(
                $"`{continuation}` has other tokens after the text than on its own, so it has no probability of its " +
                "own; begin it at a word, with its space.");
        }
        FedTokens.Check(whole, runner.Definition.Shape, Info);
        EditChecks.Check(edits ?? [], Info, whole.Count);
        return Task.Run(
            () => During(() => Score([.. Ids(whole)], prompt.Count, edits, cancellation)), cancellation);
    }

    /// <summary>
    /// What every head writes on average over the reference corpus: what <see cref="MeanHeads"/> puts in its place.
    /// </summary>
    public Task<HeadMeans> HeadMeansAsync(CancellationToken cancellation = default) => Task.Run(
        () => means ??= HeadMeans.Of(
            ReferenceCorpus.Name,
            ReferenceCorpus.Sentences.Select(sentence => Read(sentence, options: new ReadOptions { Z = true }))),
        cancellation);

    /// <summary>
    /// What becomes of the next words when each head is switched off, one at a time: its z is replaced by its mean over
    /// the reference corpus. Only the layers from the head's on are run again,
    /// for many heads at once.
    /// </summary>
    /// <returns>All heads, the greatest divergence first.</returns>
    /// <exception cref="RequestException">The model writes no next word.</exception>
    public async Task<IReadOnlyList<HeadEffect>> RankHeadsAsync(
        string text, ReadOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        CheckWrites();
        var means = await HeadMeansAsync(cancellation).ConfigureAwait(false);
        var plain = await ReadAsync(
            text, null, (options ?? new ReadOptions()) with { States = true }, null, null, null, cancellation)
            .ConfigureAwait(false);
        return await Task.Run(() => During(() => Rank(plain, means, progress, cancellation)), cancellation)
            .ConfigureAwait(false);
    }

    private List<HeadEffect> Rank(
        Reading plain, HeadMeans means, IProgress<JobProgress>? progress, CancellationToken cancellation)
    {
        var (input, heads) = (Input(plain.Tokens), Info.Heads);
        var effects = new List<HeadEffect>();
        // As many layers at once as fit into a batch of rows; one at least.
        var layers = Math.Clamp((MostRows / plain.Tokens.Count - 1) / heads, 1, Info.Layers);
        for (var layer = 0; layer < Info.Layers; layer += layers)
        {
            var end = Math.Min(layer + layers, Info.Layers);
            var state = plain.States[layer].Memory.ToArray();
            var hidden = runner.RunWithout(layer, end, state, input, means.Values, cancellation);
            foreach (var divergence in Divergences(hidden))
            {
                effects.Add(new HeadEffect(effects.Count / heads, effects.Count % heads, divergence));
                progress?.Report(new JobProgress("Head", effects.Count, Info.Layers * heads));
            }
        }
        return [.. effects.OrderByDescending(effect => effect.Divergence)];
    }

    // From the first row's next words to those of each other row; logits of many rows at once.
    private IEnumerable<double> Divergences(float[] hidden)
    {
        var (width, rows) = (Info.Width, hidden.Length / Info.Width);
        var before = Softmax.Of(runner.Logits(hidden[..width]));
        for (var row = 1; row < rows; row += LogitRows)
        {
            var count = Math.Min(LogitRows, rows - row);
            var logits = runner.Logits(hidden[(row * width)..((row + count) * width)]);
            for (var i = 0; i < count; i++)
            {
                yield return Softmax.Divergence(before, Softmax.Of(logits.AsSpan(i * before.Length, before.Length)));
            }
        }
    }

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
            .Build(tokens, text, null, recording, written.Tokens, generator.Edits);
    }

    // The last token is never fed: nothing is asked of it.
    private double[] Score(int[] ids, int prompt, IReadOnlyList<Edit>? edits, CancellationToken cancellation)
    {
        var fed = new TokenInput(ids[..^1], new int[ids.Length - 1]);
        var hidden = runner.Run(fed, default, null, null, cancellation, null, edits).Hidden;
        var width = runner.Definition.Shape.Width;
        var logits = runner.Logits(hidden[((prompt - 1) * width)..]);
        var vocabulary = logits.Length / (ids.Length - prompt);
        return [.. Enumerable.Range(0, ids.Length - prompt).Select(step => Softmax.Log(
            logits.AsSpan(step * vocabulary, vocabulary), ids[prompt + step]))];
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

    private static TokenInput Input(IReadOnlyList<Token> tokens) =>
        new([.. Ids(tokens)], [.. tokens.Select(token => token.TypeId)]);

    private static IEnumerable<int> Ids(IEnumerable<Token> tokens) => tokens.Select(token => token.Id);
}
