using Headlight.Analysis;
using Headlight.Readings;

namespace Headlight.Web.Frames;

/// <summary>All measures of all heads: each head's pattern is derived once for all of them.</summary>
/// <param name="Measures">The measures.</param>
/// <param name="Values">For each head, layer after layer, the value of each measure.</param>
internal sealed record MeasuredLayers(IReadOnlyList<HeadMeasure> Measures, MeasureValue[][] Values)
{
    public static MeasuredLayers Of(AttentionSet set)
    {
        var measures = HeadMeasures.For(set);
        var heads = set.Layers.SelectMany(layer => layer.Heads).ToArray();
        var values = new MeasureValue[heads.Length][];
        Parallel.For(0, heads.Length, index =>
        {
            var pattern = heads[index].Pattern;
            values[index] = [.. measures.Select(measure => measure.Of(set, heads[index]))];
            GC.KeepAlive(pattern);
        });
        return new MeasuredLayers(measures, values);
    }
}
