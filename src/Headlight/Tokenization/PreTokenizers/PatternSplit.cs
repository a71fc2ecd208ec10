using Headlight.Tokenization.Patterns;

namespace Headlight.Tokenization.PreTokenizers;

/// <summary>Splits at a pattern.</summary>
internal sealed class PatternSplit(Pattern pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public IEnumerable<Slice> Split(Slice piece) =>
        Splitting.Split(piece, pattern.Matches(piece.Points), behavior, invert);
}
