using CsCheck;
using Headlight.Analysis;
using Headlight.Readings;

namespace Headlight.Tests.Analysis;

/// <summary>Two texts beside each other.</summary>
public class ComparisonTests
{
    [Theory]
    [InlineData("a b c", "a b c", 3, 0, 0)]
    [InlineData("a b c", "a x c", 3, 0, 0)]
    [InlineData("a b c", "a c", 2, 1, 0)]
    [InlineData("a c", "a b b c", 2, 0, 2)]
    [InlineData("", "a", 0, 0, 1)]
    public void Tokens_stand_for_each_other(string first, string second, int pairs, int onlyFirst, int onlySecond)
    {
        var alignment = Alignment.Of(Tokens(first), Tokens(second));
        Assert.Equal(
            (pairs, onlyFirst, onlySecond),
            (alignment.Pairs.Count, alignment.OnlyFirst.Count, alignment.OnlySecond.Count));
    }

    [Fact]
    public void Every_token_has_its_place_and_none_cross() =>
        Gen.Select(Gen.Char["abc"].Array[0, 9], Gen.Char["abc"].Array[0, 9]).Sample((a, b) =>
        {
            var alignment = Alignment.Of(Tokens(string.Join(' ', a)), Tokens(string.Join(' ', b)));
            Assert.Equal(
                Enumerable.Range(0, a.Length),
                alignment.Pairs.Select(pair => pair.First).Concat(alignment.OnlyFirst).Order());
            Assert.Equal(
                Enumerable.Range(0, b.Length),
                alignment.Pairs.Select(pair => pair.Second).Concat(alignment.OnlySecond).Order());
            Assert.Equal(alignment.Pairs.OrderBy(pair => pair.First), alignment.Pairs.OrderBy(pair => pair.Second));
        });

    [Fact]
    public void Heads_differ_as_much_as_plain_loops_say()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var (she, he) = (model.Read("The nurse said that she was"), model.Read("The doctor said he was late"));
        var alignment = Alignment.Of(she.Tokens, he.Tokens);
        foreach (var difference in HeadDifference.Of(she, he, alignment))
        {
            var (p, q) = (she.Layers[difference.Layer].Heads[difference.Head].Pattern,
                he.Layers[difference.Layer].Heads[difference.Head].Pattern);
            double bits = 0, half = 0;
            foreach (var (i, j) in alignment.Pairs)
            {
                var a = alignment.Pairs.Select(pair => (double)p[i, pair.First])
                    .Append(alignment.OnlyFirst.Sum(key => (double)p[i, key])).Append(0).ToArray();
                var b = alignment.Pairs.Select(pair => (double)q[j, pair.Second])
                    .Append(0).Append(alignment.OnlySecond.Sum(key => (double)q[j, key])).ToArray();
                Assert.Equal(1, a.Sum(), 1e-5);
                var mean = a.Zip(b, (x, y) => (x + y) / 2).ToArray();
                bits += (Relative(a, mean) + Relative(b, mean)) / 2;
                half += a.Zip(b, (x, y) => Math.Abs(x - y)).Sum() / 2;
            }
            Assert.Equal(bits / alignment.Pairs.Count, difference.Divergence, 1e-7);
            Assert.Equal(half / alignment.Pairs.Count, difference.Variation, 1e-7);
            Assert.InRange(difference.Divergence, 0, 1);
            Assert.InRange(difference.Variation, 0, 1);
        }
    }

    [Fact]
    public void A_text_does_not_differ_from_itself()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/gpt2"));
        var reading = model.Read("The nurse said");
        var alignment = Alignment.Of(reading.Tokens, reading.Tokens);
        Assert.All(HeadDifference.Of(reading, reading, alignment), head =>
            Assert.Equal((0d, 0d, 0d), (head.Divergence, head.Variation, head.Unaligned)));
    }

    private static double Relative(double[] p, double[] q) =>
        p.Zip(q, (x, y) => x > 0 ? x * Math.Log2(x / y) : 0).Sum();

    private static List<Token> Tokens(string words) => [.. words
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select((word, i) => new Token(i, word[0], word, word, 0..1, TokenSource.Text, 0))];
}
