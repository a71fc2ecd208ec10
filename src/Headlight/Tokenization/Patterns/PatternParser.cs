using System.Text;
using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Patterns;

/// <summary>
/// Regular expressions as tokenizer.json files have them: alternatives, groups, (?i:), look-ahead, classes and
/// quantifiers on single characters; a whole group may be optional. Anything else is refused by name.
/// </summary>
internal sealed class PatternParser(string regex, string source)
{
    private const int MaxDepth = 50;
    private const int MaxLength = 10_000;

    private readonly int[] pattern = [.. regex.EnumerateRunes().Select((Rune rune) => rune.Value)];
    private int at;
    private bool ignoreCase;
    private int depth;

    private bool AtEnd => at >= pattern.Length;

    public Node Parse()
    {
        if (pattern.Length > MaxLength)
        {
            throw new UnsupportedModelException(
                $"{source}: a regular expression of {pattern.Length} characters is longer than any tokenizer's " +
                $"({MaxLength} at most).");
        }
        var parsed = Alternatives(End.Instance);
        return AtEnd ? parsed : throw Refuse("a closing bracket too many");
    }

    private Node Alternatives(Node next)
    {
        if (++depth > MaxDepth)
        {
            throw Refuse("groups nested too deep");
        }
        var alternatives = new List<Node> { Sequence(next) };
        while (!AtEnd && pattern[at] == '|')
        {
            at++;
            alternatives.Add(Sequence(next));
        }
        depth--;
        return alternatives.Count == 1 ? alternatives[0] : new Either(alternatives);
    }

    // Items are read left to right and then linked right to left, since each must know what follows.
    private Node Sequence(Node next)
    {
        var items = new List<Func<Node, Node>>();
        while (!AtEnd && pattern[at] is not ('|' or ')'))
        {
            items.Add(Item());
        }
        for (var i = items.Count - 1; i >= 0; i--)
        {
            next = items[i](next);
        }
        return next;
    }

    private Func<Node, Node> Item()
    {
        switch (pattern[at])
        {
            case '(':
                return Group();
            case '^' or '$':
                var end = pattern[at++] == '$';
                return next => new Edge(end) { Next = next };
            default:
                var set = Set();
                var (least, most, lazy) = Quantifier();
                return next => new SetNode(set, least, most, lazy) { Next = next };
        }
    }

    private Func<Node, Node> Group()
    {
        at++;
        var outer = ignoreCase;
        var look = Opening();
        var from = at;
        if (look is { } negative)
        {
            var inner = Alternatives(End.Instance);
            Close(outer);
            return next => new Look(inner, negative) { Next = next };
        }
        SkipGroup();
        var (to, inside) = (at, ignoreCase);
        Close(outer);
        var (least, most, lazy) = Quantifier();
        if (most != 1)
        {
            throw Refuse("a repeated group");
        }
        return next =>
        {
            var (here, mode) = (at, ignoreCase);
            (at, ignoreCase) = (from, inside);
            var group = Alternatives(next);
            (at, ignoreCase) = (here, mode);
            return least == 1 ? group : new Either(lazy ? [next, group] : [group, next]);
        };
    }

    // What follows "(": true and false are negative and positive look-ahead, null a plain group.
    private bool? Opening()
    {
        foreach (var (text, look, mode) in new (string, bool?, bool)[]
            { ("?!", true, false), ("?=", false, false), ("?:", null, false), ("?i:", null, true) })
        {
            if (Take(text))
            {
                ignoreCase |= mode;
                return look;
            }
        }
        return AtEnd || pattern[at] != '?' ? null : throw Refuse("a kind of group");
    }

    // To the bracket that ends the group; what is inside is read when it is known what follows.
    private void SkipGroup()
    {
        var (open, inClass) = (0, 0);
        for (; !AtEnd && (open > 0 || inClass > 0 || pattern[at] != ')'); at++)
        {
            switch (pattern[at])
            {
                case '\\':
                    at++;
                    break;
                case '[':
                    inClass++;
                    SkipFirstOfClass();
                    break;
                case ']' when inClass > 0:
                    inClass--;
                    break;
                case '(' or ')' when inClass == 0:
                    open += pattern[at] == '(' ? 1 : -1;
                    break;
            }
        }
        at = Math.Min(at, pattern.Length);
    }

    // A bracket right after the opening of a class stands for itself.
    private void SkipFirstOfClass()
    {
        at += at + 1 < pattern.Length && pattern[at + 1] == '^' ? 1 : 0;
        at += at + 1 < pattern.Length && pattern[at + 1] == ']' ? 1 : 0;
    }

    private void Close(bool outer)
    {
        if (AtEnd || pattern[at++] != ')')
        {
            throw Refuse("a group that is not closed");
        }
        ignoreCase = outer;
    }

    private (int Least, int Most, bool Lazy) Quantifier()
    {
        var (least, most) = (1, 1);
        if (Take("?"))
        {
            (least, most) = (0, 1);
        }
        else if (Take("*"))
        {
            (least, most) = (0, int.MaxValue);
        }
        else if (Take("+"))
        {
            (least, most) = (1, int.MaxValue);
        }
        else if (Take("{"))
        {
            (least, most) = Counts();
        }
        else
        {
            return (1, 1, false);
        }
        return Take("+") ? throw Refuse("a possessive quantifier") : (least, most, Take("?"));
    }

    private (int Least, int Most) Counts()
    {
        var least = Number() ?? 0;
        var most = Take(",") ? Number() ?? int.MaxValue : least;
        return Take("}") && least <= most ? (least, most) : throw Refuse("a count");
    }

    private int? Number()
    {
        var digits = 0;
        int? number = null;
        for (; !AtEnd && pattern[at] is >= '0' and <= '9' && digits < 6; at++, digits++)
        {
            number = (number ?? 0) * 10 + pattern[at] - '0';
        }
        return number;
    }

    private CharSet Set()
    {
        var reader = new SetReader(pattern, at, ignoreCase, Refuse);
        var set = reader.Read();
        at = reader.At;
        return set;
    }

    private bool Take(string text)
    {
        if (at + text.Length > pattern.Length || !text.Select(c => (int)c).SequenceEqual(pattern.Skip(at)
            .Take(text.Length)))
        {
            return false;
        }
        at += text.Length;
        return true;
    }

    private UnsupportedModelException Refuse(string what) =>
        new($"{source}: the regular expression `{regex}` has {what} at {at}, which Headlight does not match.");
}
