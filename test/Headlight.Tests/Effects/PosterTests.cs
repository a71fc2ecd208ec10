namespace Headlight.Tests.Effects;

/// <summary>
/// The poster's sentence in SmolLM2: some heads look from "She" at the nurse and from "He" at the doctor, others the
/// other way. One sentence, and no more than that.
/// </summary>
public class PosterTests
{
    [Theory]
    [InlineData(9, 4, 0.15, 0.47, 0.19, 0.14)]
    [InlineData(9, 3, 0.32, 0.13, 0.05, 0.53)]
    public void Heads_look_where_is_known(
        int layer, int head, double sheDoctor, double sheNurse, double heDoctor, double heNurse)
    {
        var (she, he) = (Row("She", layer, head), Row("He", layer, head));
        Assert.Equal(sheDoctor, she.Doctor, 0.006);
        Assert.Equal(sheNurse, she.Nurse, 0.006);
        Assert.Equal(heDoctor, he.Doctor, 0.006);
        Assert.Equal(heNurse, he.Nurse, 0.006);
    }

    [Theory]
    [InlineData(4, 8, 1)]
    [InlineData(15, 7, 1)]
    [InlineData(17, 0, 1)]
    [InlineData(5, 8, -1)]
    public void Others_look_the_same_way_or_the_opposite(int layer, int head, int way)
    {
        var (she, he) = (Row("She", layer, head), Row("He", layer, head));
        Assert.Equal(way, Math.Sign((she.Nurse - she.Doctor) - (he.Nurse - he.Doctor)));
    }

    private static (double Doctor, double Nurse) Row(string pronoun, int layer, int head)
    {
        using var model = TransformerModel.Load("smollm2");
        var reading = model.Read($"The doctor asked the nurse a question. {pronoun}");
        var row = reading.Layers[layer].Heads[head].PatternRows(reading.Tokens.Count - 1, 1);
        return (row[1], row[4]);
    }
}
