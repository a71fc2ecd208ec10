namespace Headlight.Analysis;

/// <summary>A measure of one row of a pattern.</summary>
/// <param name="row">Weights over keys.</param>
/// <param name="query">The row's query.</param>
internal delegate double RowFunction(ReadOnlySpan<float> row, int query);

/// <summary>A measure by rows, and the queries it can be taken over.</summary>
internal sealed record RowMeasure(string Name, string Meaning, RowFunction Of)
{
    /// <summary>Whether a query counts, besides not being parked; null: every one.</summary>
    public Func<int, bool>? Queries { get; init; }

    /// <summary>Parked queries count too.</summary>
    public bool WithParked { get; init; }

    public bool Applies(MeasuredText text, int query) =>
        (WithParked || !text.IsParked(query)) && (!text.Causal || query > 0) && (Queries?.Invoke(query) ?? true);
}
