using Headlight.Analysis;
using Headlight.Attention;
using Headlight.Effects;
using Headlight.Jobs;
using Headlight.Readings;
using Headlight.Runtime;

namespace Headlight;

/// <content>What becomes of an outcome when something is changed.</content>
public sealed partial class TransformerModel
{
    /// <summary>
    /// An outcome that every text of this model has: the divergence of the next word where there is a vocabulary head,
    /// otherwise the similarity with the text as it is.
    /// </summary>
    public Outcome OutcomeOf(Reading reading) => OutcomeOf(reading.Text);

    /// <summary>The same of a text that is not read yet.</summary>
    public Outcome OutcomeOf(string text) => Info.Head == HeadKind.None
        ? new SentenceSimilarity(text) : new NextWordDivergence();

    /// <summary>What edits do to an outcome of a text.</summary>
    /// <exception cref="RequestException">As for <see cref="MeasureManyAsync"/>.</exception>
    public async Task<Effect> MeasureAsync(
        Reading reading, IReadOnlyList<Edit> edits, Outcome outcome, CancellationToken cancellation = default) =>
        (await MeasureManyAsync(reading, [edits], outcome, null, null, cancellation).ConfigureAwait(false))[0];

    /// <summary>
    /// What each of many lists of edits does to an outcome of a text. The runs go through the layers together; what
    /// lies before the first layer and the first token that a run changes is computed once.
    /// </summary>
    /// <param name="reading">The text as it is.</param>
    /// <param name="runs">What is changed in each run; tokens are the reading's.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="progress">Told after every run.</param>
    /// <param name="measured">Given each run's index and effect as soon as it is known.</param>
    /// <param name="cancellation">Stops between layers.</param>
    /// <exception cref="RequestException">
    /// An edit names what is not there, edits of a run contradict each other, the model does not have the outcome, or a
    /// continuation has other tokens when it stands after the text.
    /// </exception>
    public Task<IReadOnlyList<Effect>> MeasureManyAsync(
        Reading reading, IReadOnlyList<IReadOnlyList<Edit>> runs, Outcome outcome,
        IProgress<JobProgress>? progress = null, IProgress<(int Run, Effect Effect)>? measured = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(outcome);
        if (reading.Edits.Count > 0)
        {
            throw new RequestException(
                "This reading is of a changed run; effects are measured from the text as it is: give that reading.");
        }
        foreach (var edits in runs)
        {
            EditChecks.Check(edits, Info, reading.Tokens.Count);
        }
        return Task.Run(
            () => During<IReadOnlyList<Effect>>(() =>
            {
                var probe = new OutcomeProbes(this, runner, tokenizer).Of(reading, outcome);
                var measurement = new Measurement(runner, probe, cancellation);
                var before = measurement.Before;
                var count = 0;
                var values = measurement.Of(
                    [.. runs.Select(edits => EditChecks.Changing(edits, reading))],
                    (run, value) =>
                    {
                        measured?.Report((run, new Effect(outcome, before, value)));
                        progress?.Report(new JobProgress("Run", ++count, runs.Count));
                    },
                    cancellation);
                return [.. values.Select(value => new Effect(outcome, before, value))];
            }), cancellation);
    }

    /// <summary>What an edit of each head, one at a time, does to an outcome.</summary>
    /// <param name="reading">The text as it is.</param>
    /// <param name="edit">
    /// The edit of one head: switched off, <see cref="HeadMeans.Off"/> (is it needed?), or links cut,
    /// <see cref="CutLinks"/> (does this link matter?).
    /// </param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="progress">Told after every head.</param>
    /// <param name="measured">Given each head's effect as soon as it is known.</param>
    /// <param name="heads">The heads; null: all.</param>
    /// <param name="cancellation">Stops between layers.</param>
    /// <returns>These heads, the greatest change first, whatever its sign.</returns>
    /// <exception cref="RequestException">As for <see cref="MeasureManyAsync"/>.</exception>
    public async Task<IReadOnlyList<HeadEffect>> RankHeadsAsync(
        Reading reading, Func<HeadChoice, Edit> edit, Outcome outcome, IProgress<JobProgress>? progress = null,
        IProgress<HeadEffect>? measured = null, IReadOnlyList<HeadChoice>? heads = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        heads ??= [.. HeadChoice.Each(Info.Layers, Info.Heads)];
        var effects = await MeasureManyAsync(
            reading, [.. heads.Select(head => new[] { edit(head) })], outcome, progress,
            measured is null ? null : new OfHeads(heads, measured), cancellation).ConfigureAwait(false);
        return [.. heads.Zip(effects, HeadEffect.Of).OrderByDescending(effect => Math.Abs(effect.Change))];
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
        int[] whole = [.. Ids(prompt), .. ContinuationTokens.Of(tokenizer, text, continuation)];
        FedTokens.Check(FedTokens.Of(tokenizer, Info, whole, null), runner.Definition.Shape, Info);
        EditChecks.Check(edits ?? [], Info, prompt.Count);
        return Task.Run(() => During(() => Score(whole, prompt.Count, edits, cancellation)), cancellation);
    }

    // The last token is never fed: nothing is asked of it.
    private double[] Score(int[] ids, int prompt, IReadOnlyList<Edit>? edits, CancellationToken cancellation)
    {
        var fed = TokenInput.Of(ids[..^1]);
        var hidden = runner.Run(fed, default, null, null, cancellation, null, edits).Hidden;
        var width = runner.Definition.Shape.Width;
        var logits = runner.Logits(hidden[((prompt - 1) * width)..]);
        var vocabulary = logits.Length / (ids.Length - prompt);
        return [.. Enumerable.Range(0, ids.Length - prompt).Select(step => Softmax.Log(
            logits.AsSpan(step * vocabulary, vocabulary), ids[prompt + step]))];
    }

    private sealed class OfHeads(IReadOnlyList<HeadChoice> heads, IProgress<HeadEffect> measured)
        : IProgress<(int Run, Effect Effect)>
    {
        public void Report((int Run, Effect Effect) value) =>
            measured.Report(HeadEffect.Of(heads[value.Run], value.Effect));
    }
}
