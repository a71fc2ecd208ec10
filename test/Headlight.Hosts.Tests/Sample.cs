using Headlight.Attention;
using Headlight.Cli;
using Headlight.Readings;
using Spectre.Console.Rendering;

namespace Headlight.Hosts.Tests;

/// <summary>A made-up reading: 2 layers of 3 heads, whose queries and keys are chosen in the tests.</summary>
internal static class Sample
{
    public static ModelInfo Info { get; } = new()
    {
        Name = "sample",
        Family = "GPT-2",
        Layers = 2,
        Heads = 3,
        KeyValueHeads = 3,
        HeadSize = 1,
        Width = 3,
        Positions = 1024,
        Vocabulary = 50257,
        Precision = "Q4_1",
        Parameters = 134515008,
        Bytes = 98765432,
        Head = HeadKind.Next,
        Causal = true,
        TakesPairs = false,
    };

    public static IReadOnlyList<Token> Tokens(params string[] texts)
    {
        var start = 0;
        return [.. texts.Select((text, index) =>
        {
            var span = start..(start += text.Length);
            return new Token(index, 100 + index, text.Replace(' ', 'Ġ'), text, span, TokenSource.Text, 0);
        })];
    }

    /// <summary>Every query has q = 1; a key of value k then weighs e^k before the softmax.</summary>
    public static AttentionSet Set(IReadOnlyList<Token> tokens, params float[] keys)
    {
        var shape = new AttentionShape(1, tokens.Count, tokens.Count, Heads: 3, KeyValueHeads: 3, HeadSize: 1);
        var record = new LayerRecord
        {
            Shape = shape,
            Q = [.. Enumerable.Repeat(1f, tokens.Count * 3)],
            K = [.. keys.SelectMany(key => new[] { key, 0f, -key })],
            V = new float[tokens.Count * 3],
        };
        var rule = new AttentionRule { Scale = 1, Causal = true };
        return new AttentionSet("encoder", tokens, tokens,
            [new LayerReading(0, rule, record), new LayerReading(1, rule, record)]);
    }

    /// <summary>What a part of a page looks like without colour, lines without their trailing spaces.</summary>
    public static string Drawn(IRenderable part)
    {
        using var output = new StringWriter();
        Screen.Plain(TextReader.Null, output, TextWriter.Null).Show(part);
        return string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";
    }
}
