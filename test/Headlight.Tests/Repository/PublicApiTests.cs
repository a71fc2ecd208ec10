using PublicApiGenerator;

namespace Headlight.Tests.Repository;

/// <summary>
/// What callers can see of the library, written down: a change of it shows as a change of PublicApi.txt.
/// HEADLIGHT_UPDATE_BASELINES=1 writes the file anew.
/// </summary>
public class PublicApiTests
{
    private const string Baseline = "test/Headlight.Tests/Repository/PublicApi.txt";

    [Fact]
    public void The_public_surface_is_what_was_written_down()
    {
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        var library = typeof(HeadlightException).Assembly;
        var actual = library.GeneratePublicApi(options).ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("HEADLIGHT_UPDATE_BASELINES") == "1")
        {
            File.WriteAllText(Path.Combine(RepositoryFiles.Root, Baseline), actual);
        }
        Assert.True(RepositoryFiles.Exists(Baseline), $"{Baseline} is missing.");
        var expected = RepositoryFiles.Text(Baseline);
        Assert.True(expected == actual, $"""
            The public surface of Headlight differs from {Baseline}.
            {string.Join("\n", Differences(expected.Split('\n'), actual.Split('\n')))}
            If that is meant, run the tests once with HEADLIGHT_UPDATE_BASELINES=1 and commit the file.
            """);
    }

    private static IEnumerable<string> Differences(string[] expected, string[] actual) =>
        expected.Except(actual).Select(line => "gone: " + line.Trim())
            .Concat(actual.Except(expected).Select(line => "new:  " + line.Trim()))
            .DefaultIfEmpty("The same lines in another order.");
}
