using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization;

/// <summary>A token that is found in the text before the model sees it.</summary>
internal sealed record AddedToken(
    int Id, string Content, bool Special, bool Normalized, bool SingleWord, bool StripLeft, bool StripRight);

/// <summary>Finds added tokens in a text: leftmost, then longest.</summary>
internal sealed class AddedTokens
{
    private static readonly CharSet Word = CharClasses.Named("regex \\w");
    private static readonly CharSet Blank = CharClasses.Named("regex \\s");

    private readonly Node root = new();

    public AddedTokens(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        foreach (var (content, token) in tokens.Where(pair => pair.Content.Length > 0))
        {
            var node = root;
            foreach (var point in CharClasses.Points(content))
            {
                node = node.Next(point);
            }
            node.Token ??= token;
        }
    }

    /// <summary>The parts of a piece: with an added token, or null for text between.</summary>
    public IEnumerable<(Slice Part, AddedToken? Token)> Split(Slice piece)
    {
        var done = 0;
        for (var at = 0; at < piece.Length;)
        {
            if (Longest(piece.Points, at) is not { } found)
            {
                at++;
                continue;
            }
            var (token, end) = found;
            var next = end;
            if (!token.SingleWord || (IsEdge(piece, at - 1) && IsEdge(piece, end)))
            {
                var start = token.StripLeft ? Math.Max(done, BlanksBefore(piece, at)) : at;
                end = token.StripRight ? BlanksAfter(piece, end) : end;
                if (start > done)
                {
                    yield return (piece.Part(done, start), null);
                }
                yield return (piece.Part(start, end), token);
                done = end;
                next = end;
            }
            at = next;
        }
        if (done < piece.Length)
        {
            yield return (piece.Part(done, piece.Length), null);
        }
    }

    private (AddedToken Token, int End)? Longest(ReadOnlySpan<int> points, int at)
    {
        (AddedToken, int)? longest = null;
        var node = root;
        for (var end = at; end < points.Length && node.Find(points[end]) is { } next; end++)
        {
            node = next;
            if (node.Token is { } token)
            {
                longest = (token, end + 1);
            }
        }
        return longest;
    }

    private static bool IsEdge(Slice piece, int index) =>
        index < 0 || index >= piece.Length || !Word.Contains(piece.Points[index]);

    private static int BlanksBefore(Slice piece, int at)
    {
        while (at > 0 && Blank.Contains(piece.Points[at - 1]))
        {
            at--;
        }
        return at;
    }

    private static int BlanksAfter(Slice piece, int at)
    {
        while (at < piece.Length && Blank.Contains(piece.Points[at]))
        {
            at++;
        }
        return at;
    }

    // All tokens as a tree of characters: a text is matched against all of them at once.
    private sealed class Node
    {
        private Dictionary<int, Node>? children;

        public AddedToken? Token { get; set; }

        public Node? Find(int point) => children?.GetValueOrDefault(point);

        public Node Next(int point)
        {
            children ??= [];
            if (!children.TryGetValue(point, out var next))
            {
                children.Add(point, next = new Node());
            }
            return next;
        }
    }
}
