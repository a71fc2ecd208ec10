using System.Globalization;

namespace Headlight.Tests;

/// <summary>The sample that the README shows.</summary>
public class ReadmeSample
{
    [Fact]
    public void The_sample_runs_and_says_what_the_readme_says()
    {
        var printed = new StringWriter(CultureInfo.InvariantCulture);
        Run(printed);
        Assert.Equal("L5H8: She → nurse 0.232\n said 0.167\n", printed.ToString().ReplaceLineEndings("\n"));
    }

    private static void Run(TextWriter Console)
    {
        // readme:begin
        using var model = TransformerModel.Load("smollm2");
        var reading = model.Read("The doctor asked the nurse a question. She");

        var head = reading.Layers[5].Heads[8];
        var she = reading.Tokens.Single(token => token.Text == " She").Index;
        var nurse = reading.Tokens.Single(token => token.Text == " nurse").Index;
        Console.WriteLine($"{head.Name}: She → nurse {head.Pattern[she, nurse]:0.000}");

        var next = reading.Predictions[0];
        Console.WriteLine($"{next.Text} {next.Probability:0.000}");
        // readme:end
    }
}
