using Headlight.Readings;
using Spectre.Console;

namespace Headlight.Cli.Rendering;

/// <summary>What is being run, in one line.</summary>
internal static class Header
{
    public static Paragraph Of(ModelInfo model) => new Paragraph()
        .Append(model.Name, Ink.Heading)
        .Append($"  {model.Family}, {Shape(model)}, {Precision(model.Precision)}\n", Ink.Faint);

    /// <summary>`30 × 9 heads (3 for keys and values)`.</summary>
    public static string Shape(ModelInfo model) => $"{model.Layers} × {model.Heads} heads" +
        (model.KeyValueHeads == model.Heads ? "" : $" ({model.KeyValueHeads} for keys and values)");

    /// <summary>`4-bit Q4_1`, `16-bit F16`.</summary>
    public static string Precision(string name) => name switch
    {
        "F32" => "32-bit F32",
        "F16" or "BF16" => $"16-bit {name}",
        ['Q', >= '1' and <= '9' and var bits, ..] => $"{bits}-bit {name}",
        _ => name,
    };
}
