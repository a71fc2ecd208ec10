using Headlight.Effects;
using Headlight.Readings;
using Headlight.Runtime;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>Outcomes → what is run for them, checked against the model and the text.</summary>
internal sealed class OutcomeProbes(TransformerModel model, ModelRunner runner, Tokenizer tokenizer)
{
    private ModelInfo Info => model.Info;

    /// <exception cref="RequestException">The model does not have the outcome.</exception>
    public Probe Of(Reading reading, Outcome outcome)
    {
        if (!ReferenceEquals(reading.Model, Info))
        {
            throw new RequestException(
                $"The reading is by {reading.Model.Name}, not by this {Info.Name}: read the text with it first.");
        }
        var text = TokenInput.Of(reading.Tokens);
        return outcome switch
        {
            NextWordDivergence when Info.Head != HeadKind.None => new DivergenceProbe(text, reading.PredictedFrom),
            ContinuationOdds odds when Info is { Head: HeadKind.Next, Causal: true } => Continuations(reading, odds),
            MaskedOdds odds when Info.Head == HeadKind.AtPosition => Masked(reading, text, odds),
            SentenceSimilarity { Other: var other } => new SimilarityProbe(
                text, other == reading.Text ? AsItIs(reading) : Vector(other)),
            _ => throw new RequestException(
                $"{Info.Name} ({Info.Family}) has no outcome “{outcome.Name}”. It has: {string.Join("; ", Known())}."),
        };
    }

    private IEnumerable<string> Known()
    {
        if (Info.Head != HeadKind.None)
        {
            yield return "KL of the next word's distribution";
        }
        if (Info is { Head: HeadKind.Next, Causal: true })
        {
            yield return "log odds of two continuations";
        }
        if (Info.Head == HeadKind.AtPosition)
        {
            yield return "log odds of two words at a mask";
        }
        yield return "cosine similarity with another text";
    }

    private ContinuationProbe Continuations(Reading reading, ContinuationOdds odds)
    {
        var text = TokenInput.Of(reading.Tokens).Ids;
        var first = Continuation(reading, odds.First);
        if (odds.Second is null)
        {
            return Fits(new ContinuationProbe(text, [first]));
        }
        var second = Continuation(reading, odds.Second);
        var shared = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        if (shared == Math.Min(first.Length, second.Length))
        {
            throw new RequestException(
                $"“{odds.First}” and “{odds.Second}” do not part: one is the beginning of the other, so there are no " +
                "odds between them.");
        }
        return Fits(odds.Whole
            ? new ContinuationProbe(text, [first, second])
            : new ContinuationProbe([.. text, .. first[..shared]], [first[shared..], second[shared..]]));
    }

    private ContinuationProbe Fits(ContinuationProbe probe) =>
        probe.Inputs.Max(input => input.Ids.Length) is var longest && longest <= Info.Positions
            ? probe
            : throw new RequestException($"Text and continuation have {longest + 1} tokens, but {Info.Name} has " +
                $"{Info.Positions} positions. Shorten them.");

    // A text whose tokens are not those of its words (ids, or written by the model) is gone on with as it is.
    private int[] Continuation(Reading reading, string continuation)
    {
        var own = reading.Tokens.Where(token => token.Source == TokenSource.Text).Select(token => token.Id).ToArray();
        var plain = reading.Text.Length > 0 && tokenizer.Encode(reading.Text, null, false).Ids.SequenceEqual(own);
        return ContinuationTokens.Of(tokenizer, plain ? reading.Text : null, continuation);
    }

    private OddsProbe Masked(Reading reading, TokenInput text, MaskedOdds odds) =>
        tokenizer.Special.Mask is { } mask && reading.Tokens[reading.PredictedFrom].Id == mask
            ? new OddsProbe(text, reading.PredictedFrom, Word(odds.First), Word(odds.Second))
            : throw new RequestException(
                $"The text has no mask: put {MaskToken} where the words are asked for.");

    private string MaskToken =>
        tokenizer.Special.Mask is { } id && tokenizer.TokenOf(id) is { } token ? token : "[MASK]";

    private int Word(string word) => tokenizer.Encode(word, null, false).Ids is [var id]
        ? id
        : throw new RequestException(
            $"“{word}” is not one token of {Info.Name}, so it cannot fill a mask: it has " +
            $"{tokenizer.Encode(word, null, false).Ids.Length}. Choose a more common word.");

    private float[] AsItIs(Reading reading) => Analysis.SentenceVector.Of(reading.Hidden!.Memory.Span, Info.Width);

    private float[] Vector(string other)
    {
        var tokens = FedTokens.Of(tokenizer, Info, other, null, new ReadOptions());
        FedTokens.Check(tokens, runner.Definition.Shape, Info);
        var hidden = runner.Run(TokenInput.Of(tokens), default, null, null, CancellationToken.None).Hidden;
        return Analysis.SentenceVector.Of(hidden, Info.Width);
    }
}
