namespace Headlight.Tokenization.Vocabularies;

/// <summary>Tokens and their ids.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> ids;
    private readonly Dictionary<int, string> tokens = [];

    public Vocabulary(IEnumerable<KeyValuePair<string, int>> entries)
    {
        ids = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (token, id) in entries)
        {
            ids[token] = id;
            tokens[id] = token;
        }
    }

    public int Count => ids.Count;

    public IEnumerable<string> Tokens => ids.Keys;

    public int? IdOf(string token) => ids.TryGetValue(token, out var id) ? id : null;

    public string? TokenOf(int id) => tokens.GetValueOrDefault(id);
}
