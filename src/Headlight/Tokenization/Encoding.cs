namespace Headlight.Tokenization;

/// <summary>A range [Start, End) of a text: code points inside the tokenizer, UTF-16 units in an encoding.</summary>
internal readonly record struct TextSpan(int Start, int End);

/// <summary>The tokens of a text or a pair.</summary>
/// <param name="Ids">Ids in the vocabulary.</param>
/// <param name="Tokens">As the vocabulary writes them; of added tokens the text they matched.</param>
/// <param name="Spans">Where they stand in the text or the pair; (0, 0) for those that were put around it.</param>
/// <param name="TypeIds">Segments.</param>
/// <param name="Sequences">0: from the text, 1: from the pair, −1: put around them.</param>
internal sealed record Encoding(int[] Ids, string[] Tokens, TextSpan[] Spans, int[] TypeIds, int[] Sequences);

/// <summary>Tokens with a role, where the vocabulary names them.</summary>
internal sealed record SpecialTokens(int? Bos, int? Eos, int? Cls, int? Sep, int? Mask, int? Pad, int? Unk);

/// <summary>One token on its way to an encoding.</summary>
internal readonly record struct Piece(int Id, string Text, TextSpan Span, int TypeId, int Sequence);
