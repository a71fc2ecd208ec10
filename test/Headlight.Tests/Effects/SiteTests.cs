using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Tests.Effects;

/// <summary>Putting given numbers where a layer computed its own.</summary>
public class SiteTests
{
    private const string Text = "The nurse said that she was late";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly ReadOptions Everything = new() { Z = true, States = true };

    public static TheoryData<string, Site> Sites
    {
        get
        {
            var data = new TheoryData<string, Site>();
            foreach (var family in new[] { "families/gpt2", "families/llama", "families/bert" })
            {
                foreach (var site in Enum.GetValues<Site>())
                {
                    data.Add(family, site);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task Its_own_numbers_change_nothing_and_others_only_what_comes_after(string path, Site site)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var plain = model.Read(Text, options: Everything);
        int[] tokens = [1, 3];
        var own = new ReplaceSite(new(1, null), site, tokens, [.. tokens.Select(token => Row(plain, site, token))]);
        var same = await model.EditAsync(plain, [own], Everything, cancellation: Stop);
        Assert.Equal(plain.Hidden!.Values.ToArray(), same.Hidden!.Values.ToArray());
        var other = own with { Values = [.. own.Values.Select(row => row.Select(number => number + 1).ToArray())] };
        var changed = await model.EditAsync(plain, [other], Everything, cancellation: Stop);
        Assert.Equal(plain.States[1].Values.ToArray(), changed.States[1].Values.ToArray());
        Assert.NotEqual(plain.Hidden!.Values.ToArray(), changed.Hidden!.Values.ToArray());
        Assert.Equal(other.Values[1], Row(changed, site, 3));
        if (site is not Site.Output)
        {
            Assert.Equal(Row(plain, site, 0), Row(changed, site, 0));
        }
    }

    [Theory]
    [InlineData("families/gpt2")]
    [InlineData("families/llama")]
    [InlineData("families/bert")]
    public async Task A_block_that_puts_out_another_text_makes_it_that_text(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var one = await model.ReadIdsAsync([5, 17, 9, 30], options: Everything, cancellation: Stop);
        var two = await model.ReadIdsAsync([8, 44, 21, 3], options: Everything, cancellation: Stop);
        int[] tokens = [0, 1, 2, 3];
        float[][] rows = [.. tokens.Select(token => two.States[1].Row(token).ToArray())];
        var output = new ReplaceSite(new(0, null), Site.Output, tokens, rows);
        var changed = await model.EditAsync(one, [output], cancellation: Stop);
        Assert.Equal(two.Hidden!.Values.ToArray(), changed.Hidden!.Values.ToArray());
    }

    [Fact]
    public async Task One_head_of_a_site_is_one_slice_of_it()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var plain = model.Read(Text, options: Everything);
        var size = plain.Layers[1].Heads[0].K!.Columns;
        var given = Enumerable.Range(0, size).Select(i => (float)i).ToArray();
        var changed = await model.EditAsync(
            plain, [new ReplaceSite(new(1, 1), Site.K, [2], [given])], Everything, cancellation: Stop);
        var (before, after) = (plain.Layers[1].Record.K!, changed.Layers[1].Record.K!);
        var at = (2 * model.Info.KeyValueHeads + 1) * size;
        Assert.Equal(given, after[at..(at + size)]);
        Assert.Equal(before[..at], after[..at]);
        Assert.Equal(before[(at + size)..], after[(at + size)..]);
    }

    private static float[] Row(Reading reading, Site site, int token)
    {
        var record = reading.Layers[1].Record;
        var all = site switch
        {
            Site.Q => record.Q!,
            Site.K => record.K!,
            Site.V => record.V!,
            Site.Z => record.Z!,
            _ => reading.States[2].Memory.ToArray(),
        };
        var width = all.Length / reading.Tokens.Count;
        return all[(token * width)..((token + 1) * width)];
    }
}
