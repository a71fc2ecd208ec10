using Headlight.Attention;

namespace Headlight.Readings;

/// <summary>
/// One text through one model, with what was recorded on the way. It holds plain numbers, stays valid after
/// the model is disposed, and may be read from several threads.
/// </summary>
public sealed class Reading
{
    internal Reading(ModelInfo model, string text, string? pair, IReadOnlyList<AttentionSet> sets)
    {
        (Model, Text, Pair, Sets) = (model, text, pair, sets);
    }

    public ModelInfo Model { get; }

    /// <summary>The text as it was given; empty where token ids were given instead.</summary>
    public string Text { get; }

    /// <summary>The second text, or null.</summary>
    public string? Pair { get; }

    /// <summary>The attention sets: one for a one-stack model, three for an encoder–decoder.</summary>
    public IReadOnlyList<AttentionSet> Sets { get; }

    /// <summary>The tokens that were read (those of the only stack).</summary>
    public IReadOnlyList<Token> Tokens => OnlySet.Queries;

    /// <summary>The layers of the only stack.</summary>
    /// <exception cref="RequestException">The model has several attention sets: ask <see cref="Sets"/>.</exception>
    public IReadOnlyList<LayerReading> Layers => new NumberedList<LayerReading>(OnlySet.Layers, "layer");

    /// <summary>
    /// The most probable words, best first: after the last token, or, for a masked-language head, at the first
    /// mask token (else at the last position). Empty where the model has no vocabulary head.
    /// </summary>
    public IReadOnlyList<Prediction> Predictions { get; internal init; } = [];

    /// <summary>The position that <see cref="Predictions"/> speak of.</summary>
    public int PredictedFrom { get; internal init; }

    /// <summary>
    /// Last hidden state of the base model, after the final norm where there is one: [tokens, width].
    /// </summary>
    public Matrix? Hidden { get; internal init; }

    /// <summary>The residual stream after the embeddings and after every block; recorded only when asked.</summary>
    public IReadOnlyList<Matrix> States { get; internal init; } = [];

    /// <summary>Logits of all positions, [tokens, vocabulary]; recorded only when asked.</summary>
    public Matrix? Logits { get; internal init; }

    /// <summary>Logits of the last position, [vocabulary]; empty where there is no head.</summary>
    public ReadOnlyMemory<float> LastLogits { get; internal init; }

    /// <summary>
    /// The mean of the hidden states over all tokens, scaled to length 1, [width]; only for encoders.
    /// </summary>
    public ReadOnlyMemory<float> Sentence { get; internal init; }

    /// <summary>
    /// What a careful reader should be told: numbers that are not finite (naming the first layer and head),
    /// weights that were left out.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = [];

    /// <summary>What was changed during the run; empty for a text that was only read.</summary>
    public IReadOnlyList<Edit> Edits { get; internal init; } = [];

    /// <summary>
    /// The tokens at the end of <see cref="Tokens"/> that the model wrote, with their probabilities; empty for a text
    /// that was only read.
    /// </summary>
    public IReadOnlyList<GeneratedToken> Generated { get; internal init; } = [];

    /// <summary>How those were chosen, in words; empty for a text that was only read.</summary>
    public string GeneratedBy { get; internal init; } = "";

    /// <summary>How many added start or separator tokens the text got, in words, for a header.</summary>
    public string Options { get; internal init; } = "";

    /// <summary>The edit that gives another run of the same model this reading's patterns.</summary>
    /// <param name="heads">The heads that take theirs over.</param>
    /// <param name="first">Rows before this one stay as they are: both runs have the same.</param>
    public TakePatterns PatternsFor(HeadChoice heads, int first = 0) => new(
        heads,
        Layers.SelectMany(layer => layer.Heads)
            .Where(head => heads.Includes(head.Layer.Index, head.Index))
            .ToDictionary(head => (head.Layer.Index, head.Index), head => head.Pattern.Values.ToArray()),
        Tokens.Count, Text, first);

    private AttentionSet OnlySet => Sets.Count == 1
        ? Sets[0]
        : throw new RequestException(
            $"This reading has {Sets.Count} attention sets ({string.Join(", ", Sets.Select(set => set.Name))}); " +
            "say which one: reading.Sets[0].Layers.");
}
