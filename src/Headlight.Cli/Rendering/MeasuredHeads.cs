using Headlight.Analysis;
using Headlight.Readings;

namespace Headlight.Cli.Rendering;

/// <summary>All heads of a set with the value of one measure.</summary>
/// <param name="Name">The measure.</param>
/// <param name="Meaning">What it measures, for people.</param>
/// <param name="Heads">Layer after layer, head after head.</param>
internal sealed record MeasuredHeads(
    string Name, string Meaning, IReadOnlyList<(HeadReading Head, MeasureValue Measured)> Heads)
{
    private const string Usual = "previous";

    /// <exception cref="RequestException">There is no such measure.</exception>
    public static MeasuredHeads Of(AttentionSet set, string? name)
    {
        var measures = HeadMeasures.For(set);
        var measure = measures.FirstOrDefault(each => each.Name == (name ?? Usual));
        if (measure is null && name is not null)
        {
            var names = measures.Select(each => each.Name).ToArray();
            var list = string.Join(", ", names);
            throw new RequestException(name == "other-sentence"
                ? "`other-sentence` measures what crosses between two texts: give the second with --pair."
                : $"There is no measure `{name}` here; there are {list}.{Nearest.Hint(name, names)}");
        }
        measure ??= measures[0];
        return new MeasuredHeads(measure.Name, measure.Meaning, [.. set.Layers.SelectMany(layer => layer.Heads)
            .Select(head => (head, measure.Of(set, head)))]);
    }

    /// <summary>The head with the largest value, of one layer or of all; the first where none is a number.</summary>
    public (HeadReading Head, MeasureValue Measured) Strongest(int? layer = null) => Heads
        .Where(each => layer is null || each.Head.Layer.Index == layer)
        .MaxBy(each => double.IsNaN(each.Measured.Value) ? double.MinValue : each.Measured.Value);
}
