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
    public abstract int Match(ref Subject subject, int at);
}

internal sealed class End : Node
{
    public static readonly End Instance = new();

    public override int Match(ref Subject subject, int at) => at;
}

/// <summary>Between Least and Most code points of a set.</summary>
internal sealed class SetNode(CharSet set, int least, int most, bool lazy) : Node
{
    public override int Match(ref Subject subject, int at)
    {
        var run = 0;
        while (run < most && at + run < subject.Text.Length && set.Contains(subject.Text[at + run]))
        {
            run++;
        }
        if (lazy)
        {
            for (var count = least; count <= run; count++)
            {
                subject.Step();
                if (Next.Match(ref subject, at + count) is var end && end >= 0)
                {
                    return end;
                }
            }
            return -1;
        }
        for (var count = run; count >= least; count--)
        {
            subject.Step();
            if (Next.Match(ref subject, at + count) is var end && end >= 0)
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
    public override int Match(ref Subject subject, int at)
    {
        foreach (var alternative in alternatives)
        {
            subject.Step();
            if (alternative.Match(ref subject, at) is var end && end >= 0)
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
    public override int Match(ref Subject subject, int at) =>
        inner.Match(ref subject, at) >= 0 != negative ? Next.Match(ref subject, at) : -1;
}

/// <summary>The beginning or the end of the text.</summary>
internal sealed class Edge(bool end) : Node
{
    public override int Match(ref Subject subject, int at) =>
        at == (end ? subject.Text.Length : 0) ? Next.Match(ref subject, at) : -1;
}

/// <summary>Exactly these code points.</summary>
internal sealed class Literal(int[] points) : Node
{
    public override int Match(ref Subject subject, int at) =>
        subject.Text[at..].StartsWith(points) ? Next.Match(ref subject, at + points.Length) : -1;
}
