namespace Headlight.Tests.Readings;

/// <summary>A layer or head that is not there is answered with those that are.</summary>
public class NumberedListTests
{
    [Fact]
    public void A_wrong_number_is_answered_with_what_there_is()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var reading = model.Read("The doctor");
        var layer = Assert.Throws<ArgumentOutOfRangeException>(() => reading.Layers[30]);
        Assert.Contains("There is no layer 30: layers 0 to 2 are there.", layer.Message);
        var head = Assert.Throws<ArgumentOutOfRangeException>(() => reading.Layers[0].Heads[-1]);
        Assert.Contains("There is no head -1: heads 0 to 3 are there.", head.Message);
        Assert.Equal(3, reading.Layers.Count);
    }

    [Fact]
    public void A_text_can_be_checked_without_reading_it()
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        Assert.Equal(model.Read("The doctor").Tokens.Count, model.Check("The doctor"));
        Assert.Contains("empty", Assert.Throws<RequestException>(() => model.Check("", options: new()
        {
            SpecialTokens = false,
        })).Message);
        Assert.Contains("positions", Assert.Throws<RequestException>(
            () => model.Check(string.Concat(Enumerable.Repeat("doctor ", 9000)))).Message);
        Assert.Contains("999999", Assert.Throws<RequestException>(() => model.CheckIds([1, 999999])).Message);
    }
}
