using System.Runtime.CompilerServices;
using Headlight.Generation;
using Headlight.Readings;
using Headlight.Tokenization;

namespace Headlight;

/// <summary>
/// A text that a model goes on with, token by token; what was written so far can be read at any time. One caller at a
/// time; it ends where its limit, the model's positions or an end token are reached.
/// </summary>
public sealed class Continuation
{
    private readonly TransformerModel model;
    private readonly Generator generator;
    private readonly GenerateOptions options;
    private readonly Tokenizer tokenizer;
    private readonly string before; // what the prompt's ids decode to
    private readonly List<GeneratedToken> generated = [];

    internal Continuation(
        TransformerModel model, Generator generator, Tokenizer tokenizer, IReadOnlyList<Token> prompt, string text,
        GenerateOptions options)
    {
        (this.model, this.generator, this.tokenizer, this.options) = (model, generator, tokenizer, options);
        (Prompt, PromptText) = (prompt, text);
        before = tokenizer.Decode(Ids(prompt));
    }

    internal GenerateOptions Options => options;

    /// <summary>The tokens of the prompt.</summary>
    public IReadOnlyList<Token> Prompt { get; }

    /// <summary>The prompt as it was given.</summary>
    public string PromptText { get; }

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<GeneratedToken> Tokens => generated;

    /// <summary>What was written so far, as text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Why no more is written, in words; null while there is more to come.</summary>
    public string? Ended { get; private set; }

    /// <summary>Writes on until the end, token by token. After a cancellation it can be gone on with.</summary>
    /// <exception cref="RequestException">The logits are not finite.</exception>
    public async IAsyncEnumerable<GeneratedToken> WriteAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (Ended is null)
        {
            var token = await Task.Run(() => model.During(() => Next(cancellation)), cancellation);
            Ended = WhyEnd(token.Id);
            yield return token;
        }
    }

    /// <summary>The reading of the prompt and all that was written so far.</summary>
    public Task<Reading> ReadAsync(CancellationToken cancellation = default) => Task.Run(
        () => model.During(() =>
        {
            generator.Complete(cancellation);
            return model.Build(this, generator, AllTokens());
        }),
        cancellation);

    private GeneratedToken Next(CancellationToken cancellation)
    {
        var step = generator.Next(cancellation);
        var text = After([.. Ids(Prompt), .. generated.Select(token => token.Id), step.Id]);
        var token = new GeneratedToken(
            step.Id, Piece(step.Id), Added(text), step.Probability,
            [.. step.Best.Select(best => new Prediction(
                best.Id, Piece(best.Id), tokenizer.TokenText(best.Id), best.Probability))]);
        generated.Add(token);
        Text += token.Text;
        return token;
    }

    // A character whose bytes are not all there yet decodes to a replacement character: it waits.
    private string Added(string text)
    {
        var whole = text.TrimEnd('\uFFFD');
        return whole.StartsWith(Text, StringComparison.Ordinal) ? whole[Text.Length..] : "";
    }

    private string After(int[] ids)
    {
        var all = tokenizer.Decode(ids);
        return all.StartsWith(before, StringComparison.Ordinal)
            ? all[before.Length..]
            : tokenizer.Decode([.. ids.Skip(Prompt.Count)]);
    }

    private string? WhyEnd(int id) =>
        !options.IgnoreEnd && model.Ends.Contains(id) ? $"the model ended the text with {Piece(id)}"
        : generated.Count >= options.MaxNewTokens ? $"the limit of {options.MaxNewTokens} new tokens is reached"
        : Prompt.Count + generated.Count >= model.Info.Positions
            ? $"the model's {model.Info.Positions} positions are filled"
        : null;

    private List<Token> AllTokens()
    {
        var tokens = Prompt.ToList();
        var at = PromptText.Length;
        foreach (var token in generated)
        {
            var end = at + token.Text.Length;
            tokens.Add(new Token(
                tokens.Count, token.Id, token.Piece, tokenizer.TokenText(token.Id), at..end, TokenSource.Generated, 0));
            at = end;
        }
        return tokens;
    }

    private string Piece(int id) => tokenizer.TokenOf(id) ?? $"[{id}]";

    private static int[] Ids(IEnumerable<Token> tokens) => [.. tokens.Select(token => token.Id)];
}
