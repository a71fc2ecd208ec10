using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Patterns;

/// <summary>
/// A step of a compiled pattern; each knows what follows it. Matching backtracks, greedy first, and never recurses
/// deeper than the pattern is long.
/// </summary>
internal abstract class Node
{
    public Node Next { get; set; } = End.Instance;

    /// <summary>Where a match from a position ends, or −1.</summary>
    public abstract int Match(ReadOnlySpan<int> text, int at);
}

internal sealed class End : Node
{
    public static readonly End Instance = new();

    public override int Match(ReadOnlySpan<int> text, int at) => at;
}

/// <summary>Between Least and Most code points of a set.</summary>
internal sealed class SetNode(CharSet set, int least, int most, bool lazy) : Node
{
    public override int Match(ReadOnlySpan<int> text, int at)
    {
        var run = 0;
        while (run < most && at + run < text.Length && set.Contains(text[at + run]))
        {
            run++;
        }
        if (lazy)
        {
            for (var count = least; count <= run; count++)
            {
                if (Next.Match(text, at + count) is var end && end >= 0)
                {
                    return end;
                }
            }
            return -1;
        }
        for (var count = run; count >= least; count--)
        {
            if (Next.Match(text, at + count) is var end && end >= 0)
            {
                return end;
            }
        }
        return -1;
    }
}

/// <summary>The first of some alternatives with which the rest matches.</summary>
internal sealed class Either(IReadOnlyList<Node> alternatives) : Node
{
    public override int Match(ReadOnlySpan<int> text, int at)
    {
        foreach (var alternative in alternatives)
        {
            if (alternative.Match(text, at) is var end && end >= 0)
            {
                return end;
            }
        }
        return -1;
    }
}

/// <summary>What must, or must not, stand here; nothing is taken.</summary>
internal sealed class Look(Node inner, bool negative) : Node
{
    public override int Match(ReadOnlySpan<int> text, int at) =>
        inner.Match(text, at) >= 0 != negative ? Next.Match(text, at) : -1;
}

/// <summary>The beginning or the end of the text.</summary>
internal sealed class Edge(bool end) : Node
{
    public override int Match(ReadOnlySpan<int> text, int at) =>
        at == (end ? text.Length : 0) ? Next.Match(text, at) : -1;
}
