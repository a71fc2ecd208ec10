using Headlight.Readings;
using Headlight.Tests.Models;

namespace Headlight.Tests;

/// <summary>Texts that a model goes on with.</summary>
public class ContinuationTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TheoryData<string> Decoders => [.. GoldenText.Folders];

    [Theory]
    [MemberData(nameof(Decoders))]
    public async Task The_most_probable_tokens_are_those_of_hugging_face(string folder)
    {
        using var model = TransformerModel.Load(GoldenText.ModelOf(folder));
        foreach (var golden in GoldenText.Of(folder))
        {
            var written = model.Continue(
                golden.Text, new() { MaxNewTokens = golden.Ids.Length, IgnoreEnd = true });
            Assert.Equal(golden.Prompt, written.Prompt.Select(token => token.Id));
            Assert.Equal(golden.Ids, await Ids(written));
        }
    }

    [Theory]
    [InlineData("families/gpt2")]
    [InlineData("families/llama")]
    public async Task The_reading_of_the_whole_agrees_with_a_full_pass(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var written = model.Continue("The nurse said that she", new() { MaxNewTokens = 8, IgnoreEnd = true });
        await Ids(written);
        var reading = await written.ReadAsync(Stop);
        var ids = reading.Tokens.Select(token => token.Id).ToArray();
        var whole = await model.ReadIdsAsync(ids, cancellation: Stop);
        Assert.Equal(8, reading.Generated.Count);
        Assert.Equal(8, reading.Tokens.Count(token => token.Source == TokenSource.Generated));
        Assert.Equal("The nurse said that she" + written.Text, reading.Text);
        Close(whole.LastLogits.Span, reading.LastLogits.Span);
        foreach (var (a, b) in whole.Layers.Zip(reading.Layers))
        {
            foreach (var (left, right) in a.Heads.Zip(b.Heads))
            {
                Close(left.Pattern.Values, right.Pattern.Values);
            }
        }
        var next = written.Tokens[^1];
        Assert.Equal(next.Probability, next.Alternatives[0].Probability);
    }

    [Fact]
    public async Task A_seed_draws_the_same_tokens_and_another_draws_others()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        async Task<int[]> Draw(int seed, double temperature = 2, int? topK = null, double? topP = null) =>
            await Ids(model.Continue("The nurse", new()
            {
                MaxNewTokens = 12,
                IgnoreEnd = true,
                Seed = seed,
                Temperature = temperature,
                TopK = topK,
                TopP = topP,
            }));
        var first = await Draw(1);
        Assert.Equal(first, await Draw(1));
        Assert.NotEqual(first, await Draw(2));
        var greedy = await Ids(model.Continue("The nurse", new() { MaxNewTokens = 12, IgnoreEnd = true }));
        Assert.Equal(greedy, await Draw(3, topK: 1));
        Assert.Equal(greedy, await Draw(4, topP: 1e-9));
        Assert.Equal(greedy, await Draw(5, temperature: 1e-6));
    }

    [Fact]
    public async Task A_text_ends_at_its_end_token_unless_told_otherwise()
    {
        using var model = TransformerModel.Load("smollm2");
        var written = model.Continue("The capital of France is Paris.", new() { MaxNewTokens = 200 });
        await foreach (var token in written.WriteAsync(Stop))
        {
            if (written.Ended is not null)
            {
                Assert.Contains("ended the text with", written.Ended);
                Assert.Equal(2, token.Id);
            }
        }
        Assert.InRange(written.Tokens.Count, 1, 199);
    }

    [Fact]
    public async Task It_can_be_stopped_and_gone_on_with()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var options = new GenerateOptions { MaxNewTokens = 9, IgnoreEnd = true };
        var whole = await Ids(model.Continue("The nurse", options));
        var written = model.Continue("The nurse", options);
        await foreach (var _ in written.WriteAsync(Stop))
        {
            if (written.Tokens.Count == 4)
            {
                break;
            }
        }
        Assert.Equal(6, (await written.ReadAsync(Stop)).Tokens.Count - written.Prompt.Count + 2);
        await Ids(written);
        Assert.Equal(whole, written.Tokens.Select(token => token.Id));
        Assert.Contains("limit of 9", written.Ended);
    }

    [Fact]
    public void What_cannot_be_gone_on_with_is_refused()
    {
        using var bert = TransformerModel.Load(Fixtures.PathOf("families/bert"));
        Assert.Contains("writes no next word", Assert.Throws<RequestException>(() => bert.Continue("a")).Message);
        using var llama = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        Assert.Contains("top-p", Refused(new() { Temperature = 1, TopP = 1.5 }));
        Assert.Contains("set a temperature", Refused(new() { TopK = 3 }));
        Assert.Contains("new tokens", Refused(new() { MaxNewTokens = 0 }));
        Assert.Contains("temperature is NaN", Refused(new() { Temperature = double.NaN }));

        string Refused(GenerateOptions options) =>
            Assert.Throws<RequestException>(() => llama.Continue("The nurse", options)).Message;
    }

    private static async Task<int[]> Ids(Continuation written)
    {
        await foreach (var token in written.WriteAsync(Stop))
        {
            Assert.InRange(token.Probability, 0, 1);
        }
        return [.. written.Tokens.Select(token => token.Id)];
    }

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var greatest = 1e-6f;
        foreach (var number in expected)
        {
            greatest = Math.Max(greatest, Math.Abs(number));
        }
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.InRange(Math.Abs(expected[i] - actual[i]), 0, 1e-4f * greatest);
        }
    }
}
