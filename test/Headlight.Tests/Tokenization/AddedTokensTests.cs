using CsCheck;
using Headlight.Tokenization;

namespace Headlight.Tests.Tokenization;

/// <summary>Added tokens are found leftmost, then longest, however many there are.</summary>
public class AddedTokensTests
{
    private static readonly Gen<string> Piece = Gen.Char["ab<>"].Array[1, 5].Select(chars => new string(chars));

    [Fact]
    public void The_same_is_found_as_by_trying_every_token_at_every_place() =>
        Gen.Select(Piece.Array[1, 8], Gen.Char["ab<>"].Array[0, 40]).Sample((contents, chars) =>
        {
            var text = new string(chars);
            var tokens = contents.Distinct().Select((content, id) =>
                (content, new AddedToken(id, content, true, false, false, false, false))).ToArray();
            var found = new AddedTokens(tokens).Split(AlignedText.Of(text).All)
                .Select(part => (part.Part.Length, part.Token?.Content));
            Assert.Equal(Plain(contents, text), found);
        });

    private static List<(int Length, string? Content)> Plain(string[] contents, string text)
    {
        var parts = new List<(int, string?)>();
        var (at, done) = (0, 0);
        while (at < text.Length)
        {
            var best = contents.Where(content => string.CompareOrdinal(text, at, content, 0, content.Length) == 0)
                .MaxBy(content => content.Length);
            if (best is null)
            {
                at++;
                continue;
            }
            if (at > done)
            {
                parts.Add((at - done, null));
            }
            parts.Add((best.Length, best));
            at = done = at + best.Length;
        }
        if (done < text.Length)
        {
            parts.Add((text.Length - done, null));
        }
        return parts;
    }
}
