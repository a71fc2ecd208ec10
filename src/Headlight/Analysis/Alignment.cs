using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>
/// Tokens of two texts that stand for each other: the fewest tokens replaced, left out or put in (Levenshtein 1966);
/// replaced ones stand for each other too.
/// </summary>
/// <param name="Pairs">Index in the first and in the second text, in order.</param>
/// <param name="OnlyFirst">Tokens of the first text that stand for none.</param>
/// <param name="OnlySecond">Tokens of the second text that stand for none.</param>
public sealed record Alignment(
    IReadOnlyList<(int First, int Second)> Pairs, IReadOnlyList<int> OnlyFirst, IReadOnlyList<int> OnlySecond)
{
    /// <summary>Aligns by the ids of the tokens.</summary>
    public static Alignment Of(IReadOnlyList<Token> first, IReadOnlyList<Token> second)
    {
        var cost = Costs(first, second);
        var (pairs, onlyFirst, onlySecond) = (new List<(int, int)>(), new List<int>(), new List<int>());
        for (int i = first.Count, j = second.Count; i > 0 || j > 0;)
        {
            if (i > 0 && j > 0 && cost[i, j] == cost[i - 1, j - 1] + Replacing(first[i - 1], second[j - 1]))
            {
                pairs.Add((--i, --j));
            }
            else if (i > 0 && cost[i, j] == cost[i - 1, j] + 1)
            {
                onlyFirst.Add(--i);
            }
            else
            {
                onlySecond.Add(--j);
            }
        }
        pairs.Reverse();
        onlyFirst.Reverse();
        onlySecond.Reverse();
        return new Alignment(pairs, onlyFirst, onlySecond);
    }

    private static int[,] Costs(IReadOnlyList<Token> first, IReadOnlyList<Token> second)
    {
        var cost = new int[first.Count + 1, second.Count + 1];
        for (var i = 0; i <= first.Count; i++)
        {
            for (var j = 0; j <= second.Count; j++)
            {
                cost[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    cost[i - 1, j - 1] + Replacing(first[i - 1], second[j - 1]),
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
            }
        }
        return cost;
    }

    private static int Replacing(Token a, Token b) => a.Id == b.Id ? 0 : 1;
}
