namespace Headlight.Tests.Repository;

/// <summary>
/// Sizes that keep a page readable. 50–150 lines and 110 columns are the habit; these are the walls.
/// </summary>
public class BudgetTests
{
    private const int FileLines = 300;
    private const int ModelFileLines = 150;
    private const int Columns = 120;

    /// <summary>Path and reason of every file that may break a wall.</summary>
    private static readonly Dictionary<string, string> Exceptions = [];

    private static string[] Sources =>
        [.. new[] { "*.cs", "*.ts" }.SelectMany(pattern => RepositoryFiles.Under("", pattern))];

    [Fact]
    public void No_source_file_is_too_long()
    {
        var tooLong = Sources.Where(path => !Exceptions.ContainsKey(path))
            .Select(path => (Path: path, Lines: RepositoryFiles.Lines(path).Length, Limit: Limit(path)))
            .Where(file => file.Lines > file.Limit)
            .Select(file => $"{file.Path} has {file.Lines} lines, {file.Limit} are allowed: split it by concern.");
        Expect.None(tooLong);
    }

    [Fact]
    public void No_source_line_is_too_wide()
    {
        var tooWide = Sources.Where(path => !Exceptions.ContainsKey(path))
            .SelectMany(path => RepositoryFiles.Lines(path).Select((line, index) => (path, line, index)))
            .Where(each => Width(each.line) > Columns)
            .Select(each => $"{each.path}:{each.index + 1} has more than {Columns} columns.");
        Expect.None(tooWide);
    }

    [Fact]
    public void Every_exception_is_still_needed_and_has_a_reason()
    {
        Assert.All(Exceptions, exception =>
        {
            Assert.True(exception.Value.Length > 10, $"{exception.Key}: say why.");
            var lines = RepositoryFiles.Lines(exception.Key);
            var needed = lines.Length > Limit(exception.Key) || lines.Any(line => Width(line) > Columns);
            Assert.True(needed, $"{exception.Key} keeps the walls: take it off the list.");
        });
        Assert.Contains(Sources, path => path.StartsWith("src/Headlight/"));
    }

    private static int Width(string line) => line.EnumerateRunes().Count();

    private static int Limit(string path) =>
        path.StartsWith("src/Headlight/Models/") ? ModelFileLines : FileLines;
}
