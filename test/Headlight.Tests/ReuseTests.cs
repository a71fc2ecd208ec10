namespace Headlight.Tests;

/// <summary>A text that begins like one that was read before.</summary>
public class ReuseTests
{
    [Theory]
    [InlineData("families/gpt2")]
    [InlineData("families/llama")]
    [InlineData("gguf/llama-q8_0/model.gguf")]
    public async Task Numbers_agree_with_a_whole_reading(string path)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf(path));
        var before = model.Read("The doctor asked the nurse a question.");
        foreach (var text in new[]
        {
            "The doctor asked the nurse a question. She", "The doctor asked the nurse", "Another text altogether",
            "The doctor asked the nurse a question.",
        })
        {
            var whole = model.Read(text);
            var reused = await model.ReadAsync(
                text, reuse: before, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(whole.Tokens, reused.Tokens);
            Close(whole.LastLogits.Span, reused.LastLogits.Span);
            Close(whole.Hidden!.Values, reused.Hidden!.Values);
            foreach (var (a, b) in whole.Layers.Zip(reused.Layers))
            {
                foreach (var (left, right) in a.Heads.Zip(b.Heads))
                {
                    Close(left.Pattern.Values, right.Pattern.Values);
                    Close(left.Q!.Values, right.Q!.Values);
                    Close(left.V!.Values, right.V!.Values);
                    Close(left.ValueNorms, right.ValueNorms);
                }
            }
        }
    }

    [Fact]
    public async Task What_sees_later_tokens_is_read_anew()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/bert"));
        var before = model.Read("the doctor");
        var whole = model.Read("the doctor asked");
        var reused = await model.ReadAsync(
            "the doctor asked", reuse: before, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(whole.Hidden!.Values.ToArray(), reused.Hidden!.Values.ToArray());
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
