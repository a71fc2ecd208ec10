using Headlight.Analysis;
using Headlight.Readings;

namespace Headlight.Tests.Analysis;

/// <summary>Patterns in blocks: sizes that do not divide, rows that add up, rows with nothing left.</summary>
public class PatternBlocksTests
{
    private static readonly Reading Reading = Read();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(32)]
    [InlineData(85)]
    public void Rows_of_blocks_add_up_to_1_and_see_nothing_later(int blocks)
    {
        foreach (var layer in Reading.Layers)
        {
            var pooled = PatternBlocks.Of(layer, [0], blocks);
            for (var row = 0; row < pooled.Heads * blocks; row++)
            {
                var shown = pooled.Shown.Slice(row * blocks, blocks).ToArray();
                Assert.Equal(1, shown.Sum(), 1e-5);
                Assert.All(shown.Skip(row % blocks + 1), weight => Assert.Equal(0, weight));
                var hidden = pooled.Hidden.Slice(row * blocks, blocks).ToArray();
                Assert.True(shown.Zip(hidden).All(each => each.First >= each.Second));
            }
        }
    }

    [Fact]
    public void One_block_for_each_token_is_the_pattern()
    {
        var head = Reading.Layers[1].Heads[2];
        var pooled = PatternBlocks.Of(head.Layer, [0], 85);
        Assert.Equal(head.Pattern.Values.ToArray(), pooled.Shown.Slice(2 * 85 * 85, 85 * 85).ToArray());
        Assert.Equal(Enumerable.Range(0, 85).Average(query => head.Pattern[query, 0]), pooled.ParkedShares[2], 1e-5);
    }

    [Fact]
    public void A_row_with_nothing_left_stays_0_and_others_add_up_to_1_again()
    {
        var rescaled = PatternBlocks.Of(Reading.Layers[0], [0], 85).Rescaled[..(85 * 85)].ToArray();
        Assert.All(rescaled[..85], weight => Assert.Equal(0, weight)); // the first query sees the parked key alone
        Assert.All(rescaled.Skip(85).Chunk(85), row => Assert.Equal(1, row.Sum(), 1e-5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86)]
    public void More_blocks_than_tokens_are_refused(int blocks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PatternBlocks.Of(Reading.Layers[0], [0], blocks));

    private static Reading Read()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/gpt2"));
        var ids = Enumerable.Range(0, 85).Select(index => 7 + index * 5).ToArray();
        return model.ReadIdsAsync(ids).GetAwaiter().GetResult();
    }
}
