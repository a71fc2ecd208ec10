using Headlight.Cli.Commands;
using Headlight.Readings;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Headlight.Cli.Rendering;

/// <summary>The bundled models, a row each.</summary>
internal static class ModelTable
{
    public static IRenderable Of(IReadOnlyList<(BundledModel Model, ModelInfo Info)> models)
    {
        var table = Tables.Of(
            "name", "family", "heads", "positions", "precision", "size", "parameters", "licence");
        foreach (var (model, info) in models)
        {
            table.AddRow(Tables.Cells(
                model.Name, info.Family, Heads(info),
                ModelCard.Positions(info), info.Precision,
                OutputFiles.Bytes(info.Bytes), Millions(info.Parameters),
                model.License));
        }
        var notes = models.Where(entry => entry.Model.Note.Length > 0)
            .Select(entry => new Text($"{entry.Model.Name}: {entry.Model.Note}."));
        return new Rows([table, .. notes]);
    }

    public static string Millions(long parameters) => parameters >= 1_000_000
        ? $"{Readable.Count((parameters + 500_000) / 1_000_000)} M"
        : Readable.Count(parameters);

    private static string Heads(ModelInfo info) => $"{info.Layers} × {info.Heads}" +
        (info.KeyValueHeads == info.Heads ? "" : $" ({info.KeyValueHeads} kv)");
}
