namespace Headlight.Tests.Repository;

/// <summary>
/// The C# that the README shows is code that a test compiles and runs: each ```csharp block of README.md is the
/// region between `// readme:begin` and `// readme:end` of ReadmeSample.cs, in the same order.
/// </summary>
public class ReadmeSampleTests
{
    private const string Sample = "test/Headlight.Tests/ReadmeSample.cs";

    [Fact]
    public void The_csharp_of_the_readme_is_the_code_that_is_tested()
    {
        var shown = Markdown.Fences(RepositoryFiles.Lines("README.md"))
            .Where(fence => fence.Language == "csharp")
            .Select(fence => Joined(WithoutUsings(fence.Lines)));
        Assert.Equal(Regions(RepositoryFiles.Exists(Sample) ? RepositoryFiles.Lines(Sample) : []), shown);
    }

    [Fact]
    public void A_region_loses_its_indentation_and_nothing_else()
    {
        string[] source = ["{", "    // readme:begin", "    a(", "      b);", "", "    // readme:end", "}"];
        Assert.Equal(["a(\n  b);\n"], Regions(source));
    }

    [Fact]
    public void A_region_without_an_end_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Regions(["// readme:begin", "a"]).ToArray());

    private static IEnumerable<string> Regions(string[] lines)
    {
        for (var start = 0; start < lines.Length; start++)
        {
            if (lines[start].Trim() != "// readme:begin")
            {
                continue;
            }
            var end = Array.FindIndex(lines, start, line => line.Trim() == "// readme:end");
            yield return end > start
                ? Joined(Unindented(lines[(start + 1)..end]))
                : throw new InvalidOperationException($"{Sample}:{start + 1} begins a region that has no end.");
            start = end;
        }
    }

    // A file's usings stand above the class that holds the region.
    private static IEnumerable<string> WithoutUsings(IEnumerable<string> lines) => lines
        .SkipWhile(line => line.Length == 0 || (line.StartsWith("using ") && !line.Contains('=')));

    private static IEnumerable<string> Unindented(string[] lines)
    {
        var indent = lines.Where(line => line.Trim() != "").Min(line => line.Length - line.TrimStart().Length);
        return lines.Select(line => line.Length < indent ? "" : line[indent..]);
    }

    private static string Joined(IEnumerable<string> lines) => string.Join("\n", lines).TrimEnd() + "\n";
}
