using Headlight.Analysis;
using Headlight.Runtime;

namespace Headlight.Effects;

/// <summary>How far the distribution at a row is from that of the text as it is.</summary>
internal sealed class DivergenceProbe(TokenInput text, int row) : LogitProbe
{
    private double[] before = [];

    public override IReadOnlyList<TokenInput> Inputs { get; } = [text];

    public override IReadOnlyList<int> Rows(int input) => [row];

    public override void Begin(ModelRunner runner, int input, float[] hidden) =>
        before = Softmax.Of(runner.Logits(hidden));

    protected override double Number(int input, int row, ReadOnlySpan<float> logits) =>
        Softmax.Divergence(before, Softmax.Of(logits));
}

/// <summary>Log probabilities of one continuation, or of two against each other.</summary>
internal sealed class ContinuationProbe : LogitProbe
{
    private readonly int[][] targets;
    private readonly int[][] rows;

    /// <summary>Tokens of the text and of what follows it; the last one of each is never fed.</summary>
    public ContinuationProbe(int[] text, IReadOnlyList<int[]> continuations)
    {
        targets = [.. continuations];
        rows = [.. continuations.Select(tokens => Enumerable.Range(text.Length - 1, tokens.Length).ToArray())];
        Inputs = [.. continuations.Select(tokens => TokenInput.Of([.. text, .. tokens[..^1]]))];
    }

    public override IReadOnlyList<TokenInput> Inputs { get; }

    public override IReadOnlyList<int> Rows(int input) => rows[input];

    public override double Value(IReadOnlyList<double> numbers) =>
        numbers.Count == 1 ? numbers[0] : numbers[0] - numbers[1];

    protected override double Number(int input, int row, ReadOnlySpan<float> logits) =>
        Softmax.Log(logits, targets[input][row]);
}

/// <summary>The log odds of two tokens at a row.</summary>
internal sealed class OddsProbe(TokenInput text, int row, int first, int second) : LogitProbe
{
    public override IReadOnlyList<TokenInput> Inputs { get; } = [text];

    public override IReadOnlyList<int> Rows(int input) => [row];

    // The sum of exponentials is the same in both.
    protected override double Number(int input, int row, ReadOnlySpan<float> logits) =>
        (double)logits[first] - logits[second];
}

/// <summary>The cosine between the mean of the hidden states and another vector of length 1.</summary>
internal sealed class SimilarityProbe(TokenInput text, ReadOnlyMemory<float> other) : Probe
{
    public override IReadOnlyList<TokenInput> Inputs { get; } = [text];

    public override IReadOnlyList<int> Rows(int input) => [.. Enumerable.Range(0, text.Ids.Length)];

    public override double[] Numbers(ModelRunner runner, int input, float[] hidden)
    {
        var size = text.Ids.Length * runner.Definition.Shape.Width;
        return [.. hidden.Chunk(size).Select(states => Cosine(
            SentenceVector.Of(states, runner.Definition.Shape.Width), other.Span))];
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }
        return sum;
    }
}
