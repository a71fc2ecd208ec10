using CsCheck;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Tests.Effects;

/// <summary>Edited runs beside plain loops, and what must hold whatever is edited.</summary>
public class EditTests
{
    private const string Text = "The nurse said that she was late";
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TheoryData<string> Families => ["families/gpt2", "families/llama", "families/bert"];

    [Theory]
    [MemberData(nameof(Families))]
    public async Task An_edit_that_changes_nothing_changes_no_bit(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var plain = model.Read(Text);
        Edit[] nothing =
        [
            new ScaleHeads(HeadChoice.All, 1), new CutLinks(HeadChoice.All, [0], [], true),
            new TakePatterns(new(1, 0), new Dictionary<(int, int), float[]>
            {
                [(1, 0)] = plain.Layers[1].Heads[0].Pattern.Values.ToArray(),
            }, plain.Tokens.Count, "itself"),
        ];
        var edited = await model.EditAsync(plain, nothing, cancellation: Stop);
        Assert.Equal(plain.Hidden!.Values.ToArray(), edited.Hidden!.Values.ToArray());
        Assert.Equal(3, edited.Edits.Count);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Layers_below_the_edited_one_are_as_they_were(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var plain = model.Read(Text);
        var edited = await model.EditAsync(plain, [new ScaleHeads(new(1, 1), 0)], cancellation: Stop);
        Assert.Equal(Patterns(plain, 0), Patterns(edited, 0));
        Assert.Equal(Patterns(plain, 1), Patterns(edited, 1)); // its own pattern too: only what it writes is changed
        Assert.NotEqual(Patterns(plain, 2), Patterns(edited, 2));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Z_is_the_edited_pattern_times_the_values(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var plain = model.Read(Text);
        var n = plain.Tokens.Count;
        Edit[] edits =
        [
            new ForceLink(new(0, 1), n - 1, 2, 0.75f), new CutLinks(new(0, null), [n - 2], [1, 0], false),
            new CutLinks(new(0, 0), null, [1], true), new ScaleHeads(new(0, 1), -2),
        ];
        var edited = await model.EditAsync(plain, edits, new ReadOptions { Z = true }, cancellation: Stop);
        foreach (var head in edited.Layers[0].Heads)
        {
            var before = plain.Layers[0].Heads[head.Index].Pattern;
            var (pattern, v) = (head.Pattern, head.V!);
            for (var query = 0; query < n; query++)
            {
                var row = before.Row(query).ToArray();
                if (head.Index == 1 && query == n - 1)
                {
                    row = Forced(row, 2, 0.75f);
                }
                if (query == n - 2)
                {
                    (row[0], row[1]) = (0, 0);
                }
                if (head.Index == 0)
                {
                    row[1] = 0;
                    var sum = row.Sum();
                    row = sum > 0 ? [.. row.Select(weight => weight / sum)] : row;
                }
                for (var key = 0; key < n; key++)
                {
                    Assert.Equal(row[key], pattern[query, key], 1e-6);
                }
                for (var d = 0; d < v.Columns; d++)
                {
                    var z = Enumerable.Range(0, n).Sum(key => (double)row[key] * v[key, d]);
                    Assert.Equal(z * (head.Index == 1 ? -2 : 1), head.Z![query, d], 1e-4);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Renormalised_rows_add_up_to_one_and_hidden_words_are_not_seen(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var plain = model.Read(Text);
        var edited = await model.EditAsync(plain, [new CutLinks(HeadChoice.All, null, [2], true)], cancellation: Stop);
        foreach (var head in edited.Layers.SelectMany(layer => layer.Heads))
        {
            for (var query = 0; query < head.Pattern.Rows; query++)
            {
                Assert.Equal(0, head.Pattern[query, 2]);
                Assert.Equal(1, head.Pattern.Row(query).ToArray().Sum(weight => (double)weight), 1e-5);
            }
        }
    }

    [Fact]
    public async Task Keeping_a_word_out_of_sight_is_as_if_it_were_masked()
    {
        // The last token sees nothing of token 1: whatever it is, the answer is the same.
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var (one, two) = (await model.ReadIdsAsync([5, 17, 9, 30], cancellation: Stop),
            await model.ReadIdsAsync([5, 44, 9, 30], cancellation: Stop));
        Edit[] hidden = [new CutLinks(HeadChoice.All, [2, 3], [1], true)];
        var (a, b) = (await model.EditAsync(one, hidden, cancellation: Stop),
            await model.EditAsync(two, hidden, cancellation: Stop));
        Assert.NotEqual(one.LastLogits.ToArray(), two.LastLogits.ToArray());
        foreach (var (left, right) in a.LastLogits.ToArray().Zip(b.LastLogits.ToArray()))
        {
            Assert.Equal(left, right, 1e-4);
        }
    }

    [Theory]
    [InlineData("families/gpt2")]
    [InlineData("families/llama")]
    public async Task Edits_hold_while_a_text_is_gone_on_with(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        Edit[] edits = [new CutLinks(new(1, null), null, [0, 2], true), new ScaleHeads(new(0, 1), 0.5f)];
        var written = model.Continue(Text, new() { MaxNewTokens = 6, IgnoreEnd = true }, edits);
        await foreach (var _ in written.WriteAsync(Stop))
        {
        }
        var cached = await written.ReadAsync(Stop);
        var plain = await model.ReadIdsAsync([.. cached.Tokens.Select(token => token.Id)], cancellation: Stop);
        var whole = await model.EditAsync(plain, edits, cancellation: Stop);
        var greatest = whole.LastLogits.ToArray().Max(Math.Abs);
        foreach (var (a, b) in whole.LastLogits.ToArray().Zip(cached.LastLogits.ToArray()))
        {
            Assert.Equal(a, b, 1e-4 * greatest);
        }
    }

    [Fact]
    public async Task Random_edits_leave_rows_that_are_weights()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var plain = model.Read(Text);
        var n = plain.Tokens.Count;
        var token = Gen.Int[0, n - 1];
        var edit = Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], token, token, Gen.Float[0, 1], Gen.Bool, Gen.Int[0, 1])
            .Select((layer, head, query, key, weight, renormalise, kind) => kind == 0
                ? (Edit)new ForceLink(new(layer, head), Math.Max(query, key), Math.Min(query, key), weight)
                : new CutLinks(
                    new(layer, head), [Math.Max(query, key)], [Math.Min(query, key)], renormalise));
        await edit.SampleAsync(async one =>
        {
            var edited = await model.EditAsync(plain, [one], cancellation: Stop);
            foreach (var head in edited.Layers.SelectMany(layer => layer.Heads))
            {
                for (var query = 0; query < n; query++)
                {
                    var row = head.Pattern.Row(query).ToArray();
                    Assert.All(row, weight => Assert.InRange(weight, 0, 1.000001f));
                    Assert.InRange(row.Sum(), 0, 1.00001f);
                }
            }
        }, iter: 40);
    }

    private static float[] Forced(float[] row, int key, float weight)
    {
        var rest = row.Sum() - row[key];
        return [.. row.Select((w, k) => k == key ? weight : rest > 0 ? w / rest * (1 - weight) : 0)];
    }

    private static float[] Patterns(Reading reading, int layer) =>
        [.. reading.Layers[layer].Heads.SelectMany(head => head.Pattern.Values.ToArray())];
}
