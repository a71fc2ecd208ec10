using Headlight.Cli.Commands;
using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>One model, a line for each thing there is to know.</summary>
internal static class ModelCard
{
    public static Paragraph Of(ModelInfo model, BundledModel? bundled)
    {
        var page = Ink.Page(model.Name);
        foreach (var (name, value) in Lines(model, bundled).Where(line => line.Value.Length > 0))
        {
            page.Append($"{name,-16}", Ink.Faint).Append(value + "\n");
        }
        return page;
    }

    private static (string Name, string Value)[] Lines(ModelInfo model, BundledModel? bundled) =>
    [
        ("family", model.Family),
        ("layers", $"{model.Layers}"),
        ("heads", $"{model.Heads}"),
        ("key-value heads", $"{model.KeyValueHeads}"),
        ("head size", $"{model.HeadSize}"),
        ("width", $"{model.Width}"),
        ("positions", Positions(model)),
        ("vocabulary", Readable.Count(model.Vocabulary)),
        ("precision", Header.Precision(model.Precision)),
        ("size", OutputFiles.Bytes(model.Bytes)),
        ("parameters", Readable.Count(model.Parameters)),
        ("licence", bundled?.License ?? model.License ?? "not stated"),
        ("origin", bundled?.Origin ?? ""),
        ("predicts", Predicts(model.Head)),
        ("looks", model.Causal ? "back only" : "both ways"),
        ("pairs", model.TakesPairs ? "yes" : "no"),
        ("note", bundled?.Note ?? ""),
    ];

    public static string Positions(ModelInfo model) =>
        model.Positions > 0 ? Readable.Count(model.Positions) : "no limit";

    private static string Predicts(HeadKind head) => head switch
    {
        HeadKind.Next => "the next word",
        HeadKind.AtPosition => "the word at a position",
        _ => "no words",
    };
}
