using Headlight.Analysis;
using Headlight.Attention;
using Headlight.Graphs;
using Headlight.Readings;
using Headlight.Runtime;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>Turns what a run recorded into a reading: predictions, the sentence's vector, warnings.</summary>
internal sealed class ReadingBuilder(ModelRunner runner, Tokenizer tokenizer, ModelInfo info, ReadOptions options,
    IReadOnlyList<string> unused)
{
    private ModelShape Shape => runner.Definition.Shape;

    public Reading Build(
        IReadOnlyList<Token> tokens, string text, string? pair, Recording recording,
        IReadOnlyList<GeneratedToken>? generated = null, IReadOnlyList<Edit>? edits = null, string? written = null)
    {
        var set = new AttentionSet(info.Causal ? "decoder" : "encoder", tokens, tokens, recording.Layers);
        var from = PredictedFrom(tokens);
        var outcome = Outcome(recording.Hidden, tokens.Count, from);
        var notNumbers = outcome.Predicted.Span.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) >= 0;
        return new Reading(info, text, pair, [set])
        {
            Hidden = new Matrix(recording.Hidden, tokens.Count, Shape.Width),
            States = [.. recording.States.Select(state => new Matrix(state, tokens.Count, Shape.Width))],
            Logits = outcome.All,
            LastLogits = outcome.Last,
            Predictions = outcome.Predicted.IsEmpty || notNumbers ? [] : Top(outcome.Predicted.Span),
            PredictedFrom = from,
            Sentence = info.Causal ? ReadOnlyMemory<float>.Empty : SentenceVector.Of(recording.Hidden, Shape.Width),
            Warnings = [.. unused, .. Warnings(recording, notNumbers)],
            Options = FedTokens.Describe(tokens, options),
            GeneratedBy = written ?? "",
            Generated = generated is null ? [] : [.. generated],
            Edits = edits is null ? [] : [.. edits],
        };
    }

    private int PredictedFrom(IReadOnlyList<Token> tokens)
    {
        var mask = info.Head == HeadKind.AtPosition && tokenizer.Special.Mask is { } id
            ? tokens.FirstOrDefault(token => token.Id == id)
            : null;
        return mask?.Index ?? tokens.Count - 1;
    }

    private (Matrix? All, ReadOnlyMemory<float> Last, ReadOnlyMemory<float> Predicted) Outcome(
        float[] hidden, int count, int from)
    {
        if (info.Head == HeadKind.None)
        {
            return (null, default, default);
        }
        var vocabulary = Shape.Vocabulary;
        if (options.AllLogits)
        {
            var all = runner.Logits(hidden).AsMemory();
            return (new Matrix(all, count, vocabulary), Row(all, count - 1), Row(all, from));
        }
        int[] wanted = from == count - 1 ? [from] : [from, count - 1];
        var rows = wanted.SelectMany(row => hidden.Skip(row * Shape.Width).Take(Shape.Width)).ToArray();
        var some = runner.Logits(rows).AsMemory();
        return (null, Row(some, wanted.Length - 1), Row(some, 0));

        Memory<float> Row(Memory<float> logits, int row) => logits.Slice(row * vocabulary, vocabulary);
    }

    private List<Prediction> Top(ReadOnlySpan<float> logits)
    {
        var probabilities = Softmax.Of(logits);
        return [.. Softmax.Best(probabilities, options.Predictions).Select(id => new Prediction(
            id, tokenizer.TokenOf(id) ?? $"[{id}]", tokenizer.TokenText(id), probabilities[id]))];
    }

    private static IEnumerable<string> Warnings(Recording recording, bool notNumbers)
    {
        if (recording.FirstNotFinite is { } at)
        {
            yield return $"Numbers are not finite (NaN or infinite) from L{at.Layer}H{at.Head} on, the " +
                $"first such layer and head; " +
                "what follows from them is NaN. The checkpoint's weights or the text's values overflow.";
        }
        else if (recording.FirstLayerNotFinite is { } layer)
        {
            yield return $"Numbers are not finite (NaN or infinite) from the output of layer {layer} on, after its " +
                "heads' attention. The checkpoint's weights or the text's values overflow.";
        }
        else if (Array.Exists(recording.Hidden, number => !float.IsFinite(number)))
        {
            yield return "The last hidden state is not finite (NaN or infinite), though every head's output is.";
        }
        else if (notNumbers)
        {
            yield return "The logits hold numbers that are not finite (NaN or infinite), so no words are predicted.";
        }
    }
}
