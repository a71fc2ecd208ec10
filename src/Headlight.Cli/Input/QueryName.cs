using System.Globalization;
using System.Text;
using Headlight.Readings;

namespace Headlight.Cli.Input;

/// <summary>A query on the command line: the index of a token, or a word that occurs once.</summary>
internal static class QueryName
{
    private const string WordMark = "word:";

    /// <summary>The index it means; the last token where nothing is given.</summary>
    public static int Resolve(string? query, IReadOnlyList<Token> tokens)
    {
        if (query is null)
        {
            return tokens.Count - 1;
        }
        if (query.StartsWith(WordMark, StringComparison.Ordinal))
        {
            return OfWord(query[WordMark.Length..], tokens);
        }
        if (int.TryParse(query, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return index >= 0 && index < tokens.Count
                ? index
                : throw new RequestException($"There is no token {index}: the tokens are 0 to {tokens.Count - 1}.");
        }
        return OfWord(query, tokens);
    }

    /// <summary>All tokens of a word or of `2-4`.</summary>
    public static int[] Span(string text, IReadOnlyList<Token> tokens)
    {
        var ends = text.Split('-');
        if (ends.Length == 2 && ends.All(IsNumber))
        {
            var (first, end) = (Resolve(ends[0], tokens), Resolve(ends[1], tokens));
            return first <= end ? [.. Enumerable.Range(first, end - first + 1)]
                : throw new RequestException($"`{text}` ends before it begins.");
        }
        var last = Resolve(text, tokens);
        var start = last;
        while (start > 0 && !IsNumber(text) && Joined(start, last) is var joined
            && !joined.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase) && joined.Length < text.Trim().Length)
        {
            start--;
        }
        return [.. Enumerable.Range(start, last - start + 1)];

        string Joined(int from, int to) =>
            string.Concat(tokens.Skip(from).Take(to - from + 1).Select(token => token.Text)).Trim();
    }

    private static bool IsNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static int OfWord(string query, IReadOnlyList<Token> tokens)
    {
        var places = Places(query.Trim(), tokens, StringComparison.Ordinal);
        if (places.Count == 0)
        {
            places = Places(query.Trim(), tokens, StringComparison.OrdinalIgnoreCase);
        }
        return places.Count switch
        {
            1 => places[0],
            0 => throw new RequestException($"No token is `{query}`.{Hint(query, tokens)}"),
            _ => throw new RequestException(
                $"`{query}` occurs {places.Count} times, at {string.Join(", ", places)}: say which with --query N."),
        };
    }

    // A word of several tokens stands where it ends: there the model has seen all of it.
    private static List<int> Places(string word, IReadOnlyList<Token> tokens, StringComparison comparison)
    {
        var places = new List<int>();
        for (var first = 0; first < tokens.Count; first++)
        {
            var joined = new StringBuilder();
            for (var last = first; last < tokens.Count && joined.Length <= word.Length + 1; last++)
            {
                joined.Append(tokens[last].Text);
                var same = joined.ToString().Trim().Equals(word, comparison);
                if (same || (last == first && tokens[last].Piece.Equals(word, comparison)))
                {
                    places.Add(last);
                    break;
                }
            }
        }
        return [.. places.Distinct()];
    }

    private static string Hint(string word, IReadOnlyList<Token> tokens) =>
        Nearest.Hint(word, tokens.Select(token => token.Text.Trim()).Where(text => text.Length > 0));
}
