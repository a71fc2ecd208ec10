namespace Headlight.Readings;

/// <summary>A token that the model wrote.</summary>
/// <param name="Id">Its id in the vocabulary.</param>
/// <param name="Piece">As the vocabulary writes it.</param>
/// <param name="Text">What it adds to the text; empty where it only begins a character.</param>
/// <param name="Probability">The model's own, before temperature and cuts.</param>
/// <param name="Alternatives">The most probable tokens at this step, best first.</param>
public sealed record GeneratedToken(
    int Id, string Piece, string Text, double Probability, IReadOnlyList<Prediction> Alternatives);
