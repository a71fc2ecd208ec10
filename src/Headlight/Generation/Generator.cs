using Headlight.Analysis;
using Headlight.Attention;
using Headlight.Runtime;

namespace Headlight.Generation;

/// <summary>
/// Continues tokens one by one. Every token is run once: what it leaves behind in the layers is kept for those after
/// it.
/// </summary>
internal sealed class Generator
{
    private readonly ModelRunner runner;
    private readonly GenerateOptions options;
    private readonly Sampler sampler;
    private readonly List<int> pending;

    public Generator(
        ModelRunner runner, IEnumerable<int> prompt, GenerateOptions options, IReadOnlyList<Edit> edits)
    {
        (this.runner, this.options, Edits) = (runner, options, edits);
        (sampler, pending) = (new Sampler(options), [.. prompt]);
        Cache = new RunCache(runner.Definition);
    }

    public RunCache Cache { get; }

    /// <summary>What is changed in every run.</summary>
    public IReadOnlyList<Edit> Edits { get; }

    /// <summary>Logits after all tokens that have been run.</summary>
    public float[] Logits { get; private set; } = [];

    /// <summary>Whether every token chosen so far has been run too.</summary>
    public bool IsComplete => pending.Count == 0;

    /// <summary>Runs what is left to be run and chooses a token.</summary>
    public Step Next(CancellationToken cancellation)
    {
        Complete(cancellation);
        var probabilities = Softmax.Of(Logits);
        if (double.IsNaN(probabilities[0]))
        {
            throw new RequestException(
                $"The logits after token {Cache.Tokens - 1} are not finite (NaN or infinite), so no word follows. " +
                "The checkpoint's weights or the text's values overflow.");
        }
        var id = sampler.Next(Logits, probabilities);
        pending.Add(id);
        var best = Softmax.Best(probabilities, options.Alternatives);
        return new Step(id, probabilities[id], [.. best.Select(other => (other, probabilities[other]))]);
    }

    /// <summary>Runs the tokens that have not been run.</summary>
    public void Complete(CancellationToken cancellation)
    {
        if (pending.Count == 0)
        {
            return;
        }
        var input = TokenInput.Of([.. pending]);
        var recording = runner.Run(input, default, null, null, cancellation, Cache, Edits);
        pending.Clear();
        var width = runner.Definition.Shape.Width;
        Logits = runner.Logits(recording.Hidden[^width..]);
    }
}

/// <summary>A chosen token; the model's own probabilities, before temperature and cuts.</summary>
internal readonly record struct Step(int Id, double Probability, IReadOnlyList<(int Id, double Probability)> Best);
