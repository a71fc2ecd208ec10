using System.Collections.Concurrent;

namespace Headlight.Tokenization.Vocabularies;

/// <summary>
/// Byte-pair encoding (Sennrich et al. 2016): neighbours are merged, the lowest rank first, then the
/// leftmost.
/// </summary>
internal sealed class BytePairs : ITokenModel
{
    private const int CachedWords = 100_000;
    private const int CachedLength = 64;

    private readonly Vocabulary vocabulary;
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> merges;
    private readonly BytePairOptions options;
    private readonly int? unknownId;
    private readonly int?[] byteIds;
    private readonly ConcurrentDictionary<string, (int, int)[]> cache = new(StringComparer.Ordinal);

    public BytePairs(
        Vocabulary vocabulary, Dictionary<(int Left, int Right), (int Rank, int Id)> merges, BytePairOptions options)
    {
        (this.vocabulary, this.merges, this.options) = (vocabulary, merges, options);
        unknownId = options.Unknown is { } unknown ? vocabulary.IdOf(unknown) : null;
        byteIds = [.. Enumerable.Range(0, 256).Select(value => vocabulary.IdOf($"<0x{value:X2}>"))];
    }

    public int Size => vocabulary.Count;

    public int? IdOf(string token) => vocabulary.IdOf(token);

    public string? TokenOf(int id) => vocabulary.TokenOf(id);

    public IReadOnlyList<(int Id, int Length)> Tokenize(Slice word)
    {
        if (word.Length > CachedLength)
        {
            return Encode(word, word.String());
        }
        var text = word.String();
        if (!cache.TryGetValue(text, out var known))
        {
            known = Encode(word, text);
            if (cache.Count < CachedWords)
            {
                cache.TryAdd(text, known);
            }
        }
        return known;
    }

    private (int, int)[] Encode(Slice word, string text)
    {
        if (options.IgnoreMerges && vocabulary.IdOf(text) is { } whole)
        {
            return [(whole, word.Length)];
        }
        var symbols = new MergeList(Symbols(word), merges);
        symbols.Merge();
        return symbols.ToArray();
    }

    // Characters of the vocabulary; others as bytes, as unknown, or left out. A byte token covers its
    // character's span.
    private List<(int Id, int Length)> Symbols(Slice word)
    {
        var symbols = new List<(int, int)>();
        var lastUnknown = false;
        for (var i = 0; i < word.Length; i++)
        {
            var text = word.String(i, i + 1);
            var known = vocabulary.IdOf(text);
            if (known is { } id)
            {
                symbols.Add((id, 1));
            }
            else if (options.ByteFallback && Bytes(text) is { } bytes)
            {
                symbols.AddRange(bytes);
            }
            else if (unknownId is { } unknown)
            {
                if (lastUnknown && options.FuseUnknown)
                {
                    symbols[^1] = (unknown, symbols[^1].Item2 + 1);
                }
                else
                {
                    symbols.Add((unknown, 1));
                }
                lastUnknown = true;
                continue;
            }
            lastUnknown = false;
        }
        return symbols;
    }

    // The first byte stands for the whole character, the others for none, which is its span again.
    private List<(int, int)>? Bytes(string character)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(character);
        return bytes.All(value => byteIds[value] is not null)
            ? [.. bytes.Select((value, i) => (byteIds[value]!.Value, i == 0 ? 1 : 0))]
            : null;
    }
}

/// <summary>How a byte-pair vocabulary treats what it does not have.</summary>
internal sealed record BytePairOptions(string? Unknown, bool FuseUnknown, bool ByteFallback, bool IgnoreMerges);
