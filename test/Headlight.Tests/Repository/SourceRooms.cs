using System.Text.RegularExpressions;

namespace Headlight.Tests.Repository;

/// <summary>Rooms as the source text shows them: folders, namespaces, usings and qualified names.</summary>
internal static partial class SourceRooms
{
    public const string Library = "src/Headlight";

    public static string[] Files => RepositoryFiles.Under(Library, "*.cs");

    /// <summary>The room of a file: its first folder; root files named …Options.cs are options.</summary>
    public static string Of(string path)
    {
        var parts = path[(Library.Length + 1)..].Split('/');
        return parts.Length > 1 ? parts[0]
            : parts[0].EndsWith("Options.cs") ? Arrows.Options
            : Arrows.FrontDoor;
    }

    /// <summary>
    /// Rooms named in a file by `using Headlight.Room` or `Headlight.Room.Type`: seen even where the compiler
    /// leaves no trace, as for constants.
    /// </summary>
    public static IEnumerable<Use> Named(string path, string text) =>
        from name in RoomName().Matches(text)
        select new Use(Of(path), name.Groups[1].Value, $"{path}: {name.Value}");

    /// <summary>Room by name of every type that stands in the namespace Headlight itself.</summary>
    public static Dictionary<string, string> RootTypes() => Files
        .Where(path => RootNamespace().IsMatch(RepositoryFiles.Text(path)))
        .SelectMany(path => Declaration().Matches(RepositoryFiles.Text(path))
            .Select(match => (Name: match.Groups[1].Value, Room: Of(path))))
        .DistinctBy(type => type.Name)
        .ToDictionary(type => type.Name, type => type.Room);

    [GeneratedRegex(@"(?<!namespace )\bHeadlight\.([A-Z]\w*)(?=[;.])")]
    private static partial Regex RoomName();

    [GeneratedRegex(@"^namespace Headlight;", RegexOptions.Multiline)]
    private static partial Regex RootNamespace();

    [GeneratedRegex(
        @"^(?:public|internal|file)[\w ]*\b(?:class|struct|record|interface|enum|delegate \w+)\s+(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
