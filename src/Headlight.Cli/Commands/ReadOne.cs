using Headlight.Cli.Input;
using Headlight.Cli.Rendering;
using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>One text through one model, printed, and written where --output says.</summary>
internal static class ReadOne
{
    public static async Task<int> RunAsync(Screen screen, ReadRequest request, CancellationToken cancellation)
    {
        var files = new OutputFiles(request.Outputs);
        files.Check();
        var selection = request.Outputs.Count > 0 ? request.Selection : null;
        using var model = TransformerModel.Load(request.Model, request.ModelOptions, null, cancellation);
        HeadName.Check(model.Info, request.Layer, request.Head);
        selection?.Check(model.Info);
        screen.Show(Header.Of(model.Info));
        var options = selection?.Require(request.Options) ?? request.Options;
        var reading = await model.ReadAsync(request.Text, request.Pair, options, cancellation: cancellation);
        Print(screen, reading, request);
        Warn(screen, reading);
        if (selection is not null)
        {
            await files.WriteAsync(screen, reading, selection, cancellation);
        }
        return 0;
    }

    public static void Warn(Screen screen, Reading reading, string where = "")
    {
        foreach (var warning in reading.Warnings)
        {
            screen.Error.WriteLine($"headlight: {where}{warning}");
        }
    }

    /// <summary>The page of a reading: tokens, predictions, all heads, one head.</summary>
    internal static void Print(Screen screen, Reading reading, ReadRequest request)
    {
        var queries = reading.Sets.Select(set => QueryName.Resolve(request.Query, set.Queries)).ToArray();
        var measures = reading.Sets.Select(set => MeasuredHeads.Of(set, request.Measure)).ToArray();
        screen.Show(TokenList.Of(reading, screen.Width));
        screen.Show(PredictionList.Of(reading));
        foreach (var (set, query, measured) in reading.Sets.Zip(queries, measures))
        {
            screen.Show(Overview.Of(measured));
            if (request.Link is { } link)
            {
                screen.Show(LinkTable.Of(set, link));
            }
            screen.Show(HeadView.Of(set, Chosen(set, measured, request), query, reading.Model.Causal, screen.Width));
        }
    }

    // The head that was asked for, or the strongest: of the layer that was asked for, or of all.
    private static HeadReading Chosen(AttentionSet set, MeasuredHeads measured, ReadRequest request) =>
        request is { Layer: { } layer, Head: { } head }
            ? set.Layers[layer].Heads[head]
            : measured.Strongest(request.Layer).Head;
}
