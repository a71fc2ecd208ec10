using Headlight.Effects;
using Headlight.Jobs;
using Headlight.Mediation;
using Headlight.Readings;

namespace Headlight;

/// <content>Causal mediation: how much of a change in the model's words the attention carries.</content>
public sealed partial class TransformerModel
{
    /// <summary>
    /// Measures a pair of prompts: its total effect, and, as the options say, indirect and direct effects of heads,
    /// layers and all patterns, heads switched off, and links cut. docs/measuring.md has the definitions.
    /// </summary>
    /// <exception cref="RequestException">
    /// The model is no decoder; the prompts differ in length or before the last token; a candidate has other tokens
    /// after the prompt than on its own; or an occupation is not mentioned.
    /// </exception>
    public async Task<MediationResult> MediateAsync(
        PromptPair pair, MediationOptions? options = null, IProgress<JobProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pair);
        options ??= new MediationOptions();
        if (options.Measures.HasFlag(MediationMeasures.Edges) && (pair.Occupation1 + pair.Occupation2).Length == 0)
        {
            throw new RequestException($"{pair.Id} names no occupations, so there are no links to cut.");
        }
        var means = options.Means ?? (options.Measures.HasFlag(MediationMeasures.Ablation)
            ? await HeadMeansAsync(cancellation).ConfigureAwait(false) : null);
        return await Task.Run(
            () => During(() => PairMeasurement.Of(
                new PairPlan(runner, Checked(pair), options, means), progress, cancellation)),
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Refuses what measuring this pair would refuse, without measuring it.</summary>
    /// <exception cref="RequestException">As for <see cref="MediateAsync"/>.</exception>
    public void Check(PromptPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        CheckWrites();
        _ = Checked(pair, false);
    }

    /// <summary>What every head writes on average over all tokens of both prompts of pairs.</summary>
    public Task<HeadMeans> HeadMeansAsync(
        IReadOnlyList<PromptPair> pairs, CancellationToken cancellation = default) => Task.Run(
        () => HeadMeans.Of(
            $"both prompts of {pairs.Count} pairs",
            pairs.SelectMany(pair => new[] { pair.PromptShe, pair.PromptHe }).Select(prompt =>
            {
                cancellation.ThrowIfCancellationRequested();
                return Read(prompt, options: new ReadOptions { Z = true });
            })),
        cancellation);

    private CheckedPair Checked(PromptPair pair, bool read = true)
    {
        CheckWrites();
        int[][] candidates =
        [
            .. new[] { pair.CandidateStereo, pair.CandidateAnti }.Select(candidate =>
            {
                var she = ContinuationTokens.Of(tokenizer, pair.PromptShe, candidate);
                return she.SequenceEqual(ContinuationTokens.Of(tokenizer, pair.PromptHe, candidate)) ? she
                    : throw new RequestException(
                        $"{pair.Id}: “{candidate}” has other tokens after one prompt than after the other.");
            }),
        ];
        return new CheckedPair(pair, Reading(pair.PromptShe), Reading(pair.PromptHe), candidates[0], candidates[1]);

        // Without its run, a reading has tokens and text.
        Reading Reading(string prompt) => read
            ? Read(prompt)
            : new Reading(Info, prompt, null, [new AttentionSet("decoder", Tokenize(prompt), Tokenize(prompt), [])]);
    }
}
