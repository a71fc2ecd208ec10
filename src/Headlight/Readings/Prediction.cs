namespace Headlight.Readings;

/// <summary>One candidate of a distribution over the vocabulary.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Piece">As the vocabulary writes it.</param>
/// <param name="Text">What a person would read, with its leading space.</param>
/// <param name="Probability">Softmax of the logits over the whole vocabulary.</param>
public sealed record Prediction(int Id, string Piece, string Text, double Probability);
