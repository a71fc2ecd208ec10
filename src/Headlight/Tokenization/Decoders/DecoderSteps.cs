using System.Text;

namespace Headlight.Tokenization.Decoders;

/// <summary>One step after the other.</summary>
internal sealed class DecoderSequence(IReadOnlyList<IDecoder> steps) : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts) =>
        steps.Aggregate(parts, (current, step) => step.Decode(current));
}

/// <summary>No decoder: tokens with spaces between.</summary>
internal sealed class SpacesBetween : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts) => [string.Join(' ', parts)];
}

/// <summary>All parts as one.</summary>
internal sealed class Fuse : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts) => [string.Concat(parts)];
}

/// <summary>One text for another in every part.</summary>
internal sealed class ReplaceText(string from, string to) : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts) =>
        [.. parts.Select(part => part.Replace(from, to, StringComparison.Ordinal))];
}

/// <summary>Takes up to so many of a character off the ends of every part.</summary>
internal sealed class StripEnds(char letter, int start, int stop) : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts) => [.. parts.Select(Stripped)];

    private string Stripped(string part)
    {
        var from = Math.Min(start, part.TakeWhile(c => c == letter).Count());
        var rest = part[from..];
        var off = Math.Min(stop, rest.Reverse().TakeWhile(c => c == letter).Count());
        return rest[..^off];
    }
}

/// <summary>Bytes written as visible characters → UTF-8.</summary>
internal sealed class ByteLevelDecoder : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts)
    {
        var bytes = new List<byte>();
        foreach (var part in parts)
        {
            var own = new List<byte>();
            var known = part.All(letter =>
            {
                var isByte = ByteAlphabet.TryByteOf(letter, out var value);
                own.Add(value);
                return isByte;
            });
            bytes.AddRange(known ? own : System.Text.Encoding.UTF8.GetBytes(part));
        }
        return [System.Text.Encoding.UTF8.GetString([.. bytes])];
    }
}

/// <summary>Runs of tokens such as `&lt;0x0A&gt;` → UTF-8; a run that is none becomes one U+FFFD a byte.</summary>
internal sealed class ByteFallbackDecoder : IDecoder
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public IReadOnlyList<string> Decode(IReadOnlyList<string> parts)
    {
        var result = new List<string>();
        var bytes = new List<byte>();
        foreach (var part in parts)
        {
            if (Byte(part) is { } value)
            {
                bytes.Add(value);
                continue;
            }
            Flush(bytes, result);
            result.Add(part);
        }
        Flush(bytes, result);
        return result;
    }

    private static byte? Byte(string part) =>
        part.Length == 6 && part.StartsWith("<0x", StringComparison.Ordinal) && part[5] == '>'
        && byte.TryParse(part.AsSpan(3, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value)
            ? value
            : null;

    private static void Flush(List<byte> bytes, List<string> result)
    {
        if (bytes.Count == 0)
        {
            return;
        }
        try
        {
            result.Add(Strict.GetString([.. bytes]));
        }
        catch (DecoderFallbackException)
        {
            result.AddRange(bytes.Select(_ => "\uFFFD"));
        }
        bytes.Clear();
    }
}
