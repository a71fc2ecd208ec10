namespace Headlight.Tokenization.PreTokenizers;

/// <summary>Each cuts the pieces of the one before.</summary>
internal sealed class PreTokenizerSequence(IReadOnlyList<IPreTokenizer> steps) : IPreTokenizer
{
    public IEnumerable<Slice> Split(Slice piece)
    {
        IEnumerable<Slice> pieces = [piece];
        foreach (var step in steps)
        {
            pieces = pieces.SelectMany(step.Split);
        }
        return pieces;
    }
}
