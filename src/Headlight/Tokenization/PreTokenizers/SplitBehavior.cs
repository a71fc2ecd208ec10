namespace Headlight.Tokenization.PreTokenizers;

/// <summary>What becomes of the delimiters when a text is split.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}

/// <summary>Cuts a piece at matches.</summary>
internal static class Splitting
{
    /// <summary>The parts of a piece, delimiters treated as the behaviour says.</summary>
    public static IEnumerable<Slice> Split(Slice piece, IReadOnlyList<(int From, int To)> matches,
        SplitBehavior behavior, bool invert)
    {
        var parts = Parts(piece.Length, matches, invert);
        return behavior switch
        {
            SplitBehavior.Removed => parts.Where(part => !part.Delimiter).Select(part =>
                piece.Part(part.From, part.To)),
            SplitBehavior.Isolated => parts.Select(part => piece.Part(part.From, part.To)),
            _ => Merged(parts, behavior).Select(part => piece.Part(part.From, part.To)),
        };
    }

    private static List<(int From, int To, bool Delimiter)> Parts(int length, IReadOnlyList<(int From,
        int To)> matches, bool invert)
    {
        var parts = new List<(int, int, bool)>();
        var at = 0;
        foreach (var (from, to) in matches)
        {
            if (from > at)
            {
                parts.Add((at, from, invert));
            }
            parts.Add((from, to, !invert));
            at = to;
        }
        if (at < length)
        {
            parts.Add((at, length, invert));
        }
        return parts;
    }

    private static IEnumerable<(int From, int To)> Merged(List<(int From, int To, bool Delimiter)> parts,
        SplitBehavior behavior)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var (from, to, delimiter) = parts[i];
            var joins = behavior switch
            {
                SplitBehavior.MergedWithPrevious => (bool next) => !delimiter && next,
                SplitBehavior.MergedWithNext => (bool next) => delimiter && !next,
                _ => (Func<bool, bool>)(next => delimiter == next),
            };
            while (i + 1 < parts.Count && joins(parts[i + 1].Delimiter))
            {
                i++;
                to = parts[i].To;
                if (behavior != SplitBehavior.Contiguous)
                {
                    break;
                }
            }
            yield return (from, to);
        }
    }
}
