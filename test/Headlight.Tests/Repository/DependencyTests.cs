using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Rocks;

namespace Headlight.Tests.Repository;

public class DependencyTests
{
    [Fact]
    public void Rooms_of_the_source_use_only_what_the_arrows_allow() =>
        AssertNone(Arrows.Forbidden(SourceRooms.Files
            .SelectMany(path => SourceRooms.Named(path, RepositoryFiles.Text(path)))));

    [Fact]
    public void Rooms_of_the_compiled_library_use_only_what_the_arrows_allow() =>
        AssertNone(Arrows.Forbidden(Compiled()));

    [Fact]
    public void The_compiled_library_shows_the_arrow_from_readings_to_attention() =>
        Assert.Contains(Compiled(), use => use is { From: "Readings", To: "Attention" });

    [Fact]
    public void An_invented_arrow_in_the_source_is_caught()
    {
        var text = "using Headlight.Errors;\nusing Headlight.Models;\n";
        var use = Assert.Single(Arrows.Forbidden(SourceRooms.Named("src/Headlight/Attention/Invented.cs", text)));
        Assert.Equal(("Attention", "Models"), (use.From, use.To));
    }

    [Theory]
    [InlineData("Runtime", "Models")]
    [InlineData("Checkpoints", "Tokenization")]
    [InlineData("Readings", Arrows.FrontDoor)]
    [InlineData("Errors", "Jobs")]
    [InlineData("Attention", "Cellar")]
    [InlineData("Cellar", "Attention")]
    public void An_arrow_that_is_not_drawn_is_forbidden(string from, string to) =>
        Assert.NotEmpty(Arrows.Forbidden([new Use(from, to, "")]));

    [Theory]
    [InlineData("Analysis", "Attention")]
    [InlineData("Generation", "Checkpoints")]
    [InlineData("Tokenization", "Errors")]
    [InlineData(Arrows.FrontDoor, "Runtime")]
    public void An_arrow_that_is_drawn_or_follows_from_others_is_allowed(string from, string to) =>
        Assert.Empty(Arrows.Forbidden([new Use(from, to, "")]));

    [Fact]
    public void An_invented_arrow_in_compiled_code_is_caught()
    {
        using var module = ModuleDefinition.CreateModule("Invented", ModuleKind.Dll);
        var core = module.TypeSystem.CoreLibrary;
        var list = new TypeReference("System.Collections.Generic", "List`1", module, core);
        list.GenericParameters.Add(new GenericParameter(list));
        var model = Invent("Headlight.Models", "Invented");
        var rule = Invent("Headlight.Attention", "Invented");
        var models = list.MakeGenericInstanceType(model);
        rule.Fields.Add(new FieldDefinition("models", FieldAttributes.Private, models));

        var found = Arrows.Forbidden(CompiledRooms.Uses(module, new Dictionary<string, string>()));
        var use = Assert.Single(found);
        Assert.Equal(("Attention", "Models"), (use.From, use.To));

        TypeDefinition Invent(string room, string name)
        {
            var type = new TypeDefinition(room, name, TypeAttributes.Class, module.TypeSystem.Object);
            module.Types.Add(type);
            return type;
        }
    }

    [Fact]
    public void Every_file_has_the_namespace_of_its_folder()
    {
        var wrong = SourceRooms.Files.Where(path => RepositoryFiles.Text(path) is var text
            && Regex.Match(text, @"^namespace ([\w.]+);", RegexOptions.Multiline) is { Success: true } match
            && match.Groups[1].Value != ExpectedNamespace(path));
        Expect.None(wrong);
    }

    // Errors stand in the root namespace: who calls the front door needs no other using.
    private static string ExpectedNamespace(string path) =>
        path["src/".Length..path.LastIndexOf('/')].Replace('/', '.').Replace(".Errors", "");

    private static List<Use> Compiled()
    {
        using var module = ModuleDefinition.ReadModule(typeof(HeadlightException).Assembly.Location);
        return [.. CompiledRooms.Uses(module, SourceRooms.RootTypes())];
    }

    private static void AssertNone(IEnumerable<Use> forbidden) =>
        Expect.None(forbidden.Distinct().Select(use => $"No arrow of docs/map.md allows {use}"));
}
