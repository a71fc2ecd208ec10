using System.Text.RegularExpressions;

namespace Headlight.Tests.Repository;

/// <summary>A fenced block: its language, its lines, and the line where it starts, from 1.</summary>
internal sealed record Fence(string Language, IReadOnlyList<string> Lines, int Start);

/// <summary>What tests need to know of a Markdown text: fenced blocks, links, anchors.</summary>
internal static partial class Markdown
{
    public static IEnumerable<Fence> Fences(IReadOnlyList<string> lines)
    {
        for (var start = 0; start < lines.Count; start++)
        {
            if (!lines[start].StartsWith("```"))
            {
                continue;
            }
            var body = lines.Skip(start + 1).TakeWhile(line => !line.StartsWith("```")).ToArray();
            yield return new Fence(lines[start][3..].Trim(), body, start + 1);
            start += body.Length + 1;
        }
    }

    /// <summary>Targets of links and pictures outside of code.</summary>
    public static IEnumerable<string> Links(IReadOnlyList<string> lines) =>
        Prose(lines).SelectMany(line => Link().Matches(InlineCode().Replace(line, "")))
            .Select(match => match.Groups[1].Value);

    /// <summary>
    /// Anchors of headings, as GitHub forms them: lower case, spaces to dashes, punctuation dropped.
    /// </summary>
    public static HashSet<string> Anchors(IReadOnlyList<string> lines)
    {
        var anchors = new HashSet<string>();
        foreach (var heading in Prose(lines).SelectMany(line => Heading().Matches(line)))
        {
            var text = heading.Groups[1].Value.Trim().ToLowerInvariant();
            var slug = NotInSlug().Replace(text, "").Replace(' ', '-');
            var unique = slug;
            for (var n = 1; !anchors.Add(unique); n++)
            {
                unique = $"{slug}-{n}";
            }
        }
        return anchors;
    }

    private static IEnumerable<string> Prose(IReadOnlyList<string> lines)
    {
        var code = Fences(lines)
            .SelectMany(fence => Enumerable.Range(fence.Start - 1, fence.Lines.Count + 2))
            .ToHashSet();
        return lines.Where((_, index) => !code.Contains(index));
    }

    [GeneratedRegex(@"\]\(\s*<?([^)\s>]+)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^#{1,6}\s+(.*)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\s_-]")]
    private static partial Regex NotInSlug();
}
