namespace Headlight.Readings;

/// <summary>One token of a reading.</summary>
/// <param name="Index">Its position, from 0.</param>
/// <param name="Id">Its id in the vocabulary.</param>
/// <param name="Piece">As the vocabulary writes it: `Ġdoctor`, `##ing`, `[CLS]`.</param>
/// <param name="Text">What a person would read: ` doctor`, `ing`; for added special tokens the piece.</param>
/// <param name="Span">Its range in UTF-16 units of the text (or of the pair), empty for added tokens.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="TypeId">Segment id fed to the model, 0 where the family has none.</param>
public sealed record Token(
    int Index, int Id, string Piece, string Text, Range Span, TokenSource Source, int TypeId);

/// <summary>Where a token came from.</summary>
public enum TokenSource
{
    /// <summary>From the text.</summary>
    Text,

    /// <summary>From the second text of a pair.</summary>
    Pair,

    /// <summary>Added around the text: [CLS], [SEP], a start token.</summary>
    Added,

    /// <summary>Written by the model after the text.</summary>
    Generated,
}
