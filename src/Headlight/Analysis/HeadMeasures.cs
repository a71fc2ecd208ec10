using Headlight.Readings;

namespace Headlight.Analysis;

/// <summary>What one head does on one text, by one measure.</summary>
/// <param name="Value">The measure; NaN where it could not be taken.</param>
/// <param name="Chance">What a head with uniform attention would score on this very text.</param>
/// <param name="Count">Queries it was taken over; below 3 it is too few to speak of.</param>
public readonly record struct MeasureValue(double Value, double Chance, int Count);

/// <summary>A pure function of a head's pattern and the tokens.</summary>
/// <param name="Name">`previous`, `next`, `itself`, `first`, `separator`, `same-word`, `other-sentence`,
/// `spread`, `distance`.</param>
/// <param name="Meaning">One line for people.</param>
/// <param name="Of">The function.</param>
public sealed record HeadMeasure(string Name, string Meaning, Func<AttentionSet, HeadReading, MeasureValue> Of);

/// <summary>The measures of heads.</summary>
public static class HeadMeasures
{
    /// <summary>All measures that can be taken of an attention set, in display order.</summary>
    public static IReadOnlyList<HeadMeasure> For(AttentionSet set) => throw new NotImplementedException();
}
