namespace Headlight.Generation;

/// <summary>Refuses options that make no sense, and says what would.</summary>
internal static class OptionChecks
{
    /// <exception cref="RequestException">What is wrong.</exception>
    public static void Check(GenerateOptions options)
    {
        var (temperature, topK, topP) = (options.Temperature, options.TopK, options.TopP);
        Refuse(options.MaxNewTokens < 1, $"{options.MaxNewTokens} new tokens are asked for; at least 1 was expected.");
        Refuse(!double.IsFinite(temperature) || temperature < 0,
            $"The temperature is {temperature}; 0 or a number above it was expected.");
        Refuse(topK < 1, $"top-k is {topK}; a number from 1 was expected.");
        Refuse(topP is { } p && p is not (> 0 and <= 1), $"top-p is {topP}; a number above 0, up to 1, was expected.");
        Refuse(temperature == 0 && (topK is not null || topP is not null),
            "top-k and top-p restrict drawing, but at temperature 0 nothing is drawn: set a temperature.");
        Refuse(options.Alternatives < 0, $"{options.Alternatives} alternatives are asked for; 0 or more was expected.");
    }

    private static void Refuse(bool wrong, string sentence)
    {
        if (wrong)
        {
            throw new RequestException(sentence);
        }
    }
}
