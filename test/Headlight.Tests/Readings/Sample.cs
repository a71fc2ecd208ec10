using Headlight.Readings;

namespace Headlight.Tests.Readings;

/// <summary>Made-up parts of readings.</summary>
internal static class Sample
{
    public static ModelInfo Info { get; } = new()
    {
        Name = "sample",
        Family = "Sample",
        Layers = 2,
        Heads = 4,
        KeyValueHeads = 4,
        HeadSize = 12,
        Width = 48,
        Positions = 512,
        Vocabulary = 320,
        Precision = "F32",
        Parameters = 1,
        Bytes = 4,
        Head = HeadKind.Next,
        Causal = true,
        TakesPairs = false,
    };

    public static IReadOnlyList<Token> Tokens(int count) => Tokens([.. Enumerable.Range(0, count).Select(i =>
        $"t{i}")]);

    public static IReadOnlyList<Token> Tokens(params string[] texts) =>
        [.. texts.Select((text, i) => new Token(i, i, text, text, 0..0, TokenSource.Text, 0))];
}
