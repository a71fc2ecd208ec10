using Headlight.Tokenization.Unicode;

namespace Headlight.Tokenization.Patterns;

/// <summary>Reads one character, escape or class of a regular expression.</summary>
internal sealed class SetReader(int[] pattern, int start, bool ignoreCase, Func<string, Exception> refuse)
{
    public int At { get; private set; } = start;

    public CharSet Read() => Current() switch
    {
        '[' => Class(0),
        '\\' => Escape() is var (set, single) && set is not null ? set : Single(single),
        '.' => Skip(new CharSet().Add('\n', '\n').Inverted()),
        var letter when letter is '*' or '+' or '?' or '{' => throw refuse("nothing to repeat"),
        var letter => Skip(Single(letter)),
    };

    private CharSet Class(int depth)
    {
        if (depth > 10)
        {
            throw refuse("classes nested too deep");
        }
        At++;
        var inverted = Current() == '^';
        At += inverted ? 1 : 0;
        var set = new CharSet();
        for (var first = true; first || Current() != ']'; first = false)
        {
            if (Current() == '[')
            {
                set.Add(Class(depth + 1));
                continue;
            }
            if (Current() == '&' && At + 1 < pattern.Length && pattern[At + 1] == '&')
            {
                throw refuse("an intersection of classes");
            }
            var (named, from) = Member();
            if (named is not null)
            {
                set.Add(named);
                continue;
            }
            var to = from;
            if (Current() == '-' && At + 1 < pattern.Length && pattern[At + 1] != ']')
            {
                At++;
                (named, to) = Member();
                if (named is not null || to < from)
                {
                    throw refuse("a range");
                }
            }
            set.Add(from == to ? Single(from) : new CharSet().Add(from, to));
        }
        At++;
        return inverted ? set.Inverted() : set;
    }

    private (CharSet? Set, int Single) Member()
    {
        if (Current() == '\\')
        {
            return Escape();
        }
        return (null, pattern[At++]);
    }

    private (CharSet? Set, int Single) Escape()
    {
        At++;
        var letter = Current();
        At++;
        switch (letter)
        {
            case 's' or 'w' or 'd':
                return (CharClasses.Named($"regex \\{(char)letter}"), 0);
            case 'S' or 'W' or 'D':
                return (CharClasses.Named($"regex \\{char.ToLowerInvariant((char)letter)}").Inverted(), 0);
            case 'p' or 'P':
                return (Property(letter == 'P'), 0);
            case 'r':
                return (null, '\r');
            case 'n':
                return (null, '\n');
            case 't':
                return (null, '\t');
            case 'u' or 'x':
                return (null, Hexadecimal(letter));
            default:
                return char.IsAsciiLetterOrDigit((char)letter) ? throw refuse("an escape") : (null, letter);
        }
    }

    private CharSet Property(bool inverted)
    {
        var name = "";
        if (Current() == '{')
        {
            for (At++; Current() != '}'; At++)
            {
                name += char.ConvertFromUtf32(Current());
            }
        }
        else
        {
            name = char.ConvertFromUtf32(Current());
        }
        At++;
        var set = CharClasses.Find($"regex \\p{{{name}}}") ?? throw refuse($"the property {name}");
        return inverted ? set.Inverted() : set;
    }

    private int Hexadecimal(int letter)
    {
        var braces = Current() == '{';
        At += braces ? 1 : 0;
        var value = 0;
        for (var count = 0; count < (braces ? 6 : letter == 'u' ? 4 : 2); count++, At++)
        {
            if (Current() is var digit && !(digit < 128 && char.IsAsciiHexDigit((char)digit)))
            {
                break;
            }
            value = value * 16 + Convert.ToInt32(((char)Current()).ToString(), 16);
        }
        At += braces ? 1 : 0;
        return value <= 0x10FFFF ? value : throw refuse("a code point");
    }

    private CharSet Single(int codePoint)
    {
        var set = new CharSet().Add(codePoint, codePoint);
        foreach (var other in ignoreCase ? CharClasses.SameLetter(codePoint) : [])
        {
            set.Add(other, other);
        }
        return set;
    }

    private CharSet Skip(CharSet set)
    {
        At++;
        return set;
    }

    private int Current() => At < pattern.Length ? pattern[At] : throw refuse("an end too early");
}
