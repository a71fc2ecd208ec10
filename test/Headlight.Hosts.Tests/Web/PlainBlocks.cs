using Headlight.Readings;

namespace Headlight.Hosts.Tests.Web;

/// <summary>Blocks of a pattern by the words of docs/wire.md, cell by cell.</summary>
/// <param name="Ways">Shown, hidden, rescaled: [blocks, blocks] each.</param>
/// <param name="ParkedShare">The share of all weight on parked keys.</param>
internal sealed record PlainBlocks(double[][] Ways, double ParkedShare)
{
    public static PlainBlocks Of(Matrix pattern, int[] parked, int blocks)
    {
        var tokens = pattern.Rows;
        double[][] ways = [new double[blocks * blocks], new double[blocks * blocks], new double[blocks * blocks]];
        var (all, onParked) = (0.0, 0.0);
        for (var query = 0; query < tokens; query++)
        {
            var left = Enumerable.Range(0, tokens).Except(parked).Sum(key => (double)pattern[query, key]);
            var from = BlockOf(query, tokens, blocks);
            var queries = Enumerable.Range(0, tokens).Count(other => BlockOf(other, tokens, blocks) == from);
            for (var key = 0; key < tokens; key++)
            {
                var (weight, cell) = ((double)pattern[query, key], from * blocks + BlockOf(key, tokens, blocks));
                all += weight;
                ways[0][cell] += weight / queries;
                if (parked.Contains(key))
                {
                    onParked += weight;
                    continue;
                }
                ways[1][cell] += weight / queries;
                ways[2][cell] += left > 0 ? weight / left / queries : 0;
            }
        }
        return new PlainBlocks(ways, onParked / all);
    }

    // The block that covers a token: from ⌊b·T/B⌋ to before ⌊(b+1)·T/B⌋.
    private static int BlockOf(int token, int tokens, int blocks) =>
        Enumerable.Range(0, blocks).Last(block => block * tokens / blocks <= token);
}
