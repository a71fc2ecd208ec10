using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Headlight.Readings;

namespace Headlight.Cli.Rendering;

/// <summary>Tokens of one text as one line of JSON.</summary>
internal static class TokenLine
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static string Of(string id, IReadOnlyList<Token> tokens, string text, string? pair, string decoded)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            Array(json, "ids", tokens, token => json.WriteNumberValue(token.Id));
            Array(json, "tokens", tokens, token => json.WriteStringValue(token.Piece));
            Array(json, "spans", CodePoints.Spans(tokens, text, pair), span =>
            {
                json.WriteStartArray();
                json.WriteNumberValue(span.Start);
                json.WriteNumberValue(span.End);
                json.WriteEndArray();
            });
            Array(json, "type_ids", tokens, token => json.WriteNumberValue(token.TypeId));
            json.WriteString("decoded", decoded);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }
        json.WriteEndArray();
    }
}
