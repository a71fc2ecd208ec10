using Headlight.Tokenization.PostProcessors;

namespace Headlight.Tokenization;

/// <summary>Post-processors of tokenizer.json by their type.</summary>
internal static class PostProcessorReader
{
    private static readonly Dictionary<string, Func<Json, IPostProcessor>> Known = new()
    {
        ["BertProcessing"] = json => Bert(Special(json["cls"]), Special(json["sep"])),
        ["ByteLevel"] = json => new TrimSpans(json.Flag("trim_offsets", true), json.Flag("add_prefix_space", true)),
        ["RobertaProcessing"] = Roberta,
        ["Sequence"] = json => new PostProcessorSequence([.. json["processors"].Items().Select(Read)]),
        ["TemplateProcessing"] = TemplateOf,
    };

    public static IPostProcessor Read(Json json) => PieceReader.Find(Known, "post-processor", json)(json);

    /// <summary>[CLS] A [SEP], and for a pair B [SEP] in segment 1.</summary>
    public static Template Bert((int Id, string Token) cls, (int Id, string Token) sep)
    {
        TemplatePart[] single = [Part(cls, 0), Text(0, 0), Part(sep, 0)];
        return new Template(single, [.. single, Text(1, 1), Part(sep, 1)], takesPairs: true);
    }

    private static PostProcessorSequence Roberta(Json json)
    {
        var (cls, sep) = (Special(json["cls"]), Special(json["sep"]));
        TemplatePart[] single = [Part(cls, 0), Text(0, 0), Part(sep, 0)];
        TemplatePart[] pair = [.. single, Part(sep, 0), Text(1, 0), Part(sep, 0)];
        return new PostProcessorSequence(
        [
            new TrimSpans(json.Flag("trim_offsets", true), json.Flag("add_prefix_space", true)),
            new Template(single, pair, takesPairs: true),
        ]);
    }

    private static Template TemplateOf(Json json)
    {
        var special = new Dictionary<string, List<(int, string)>>();
        foreach (var (name, value) in json.Find("special_tokens")?.Entries() ?? [])
        {
            var ids = value["ids"].Items().Select(id => id.Integer());
            special[name] = [.. ids.Zip(value["tokens"].Items().Select(token => token.Text()))];
        }
        var pair = json["pair"].Items().Select(part => TemplatePartOf(part, special)).ToList();
        // A form that ends with a separator keeps two texts apart; one that only starts each text does not.
        var single = json["single"].Items().Select(part => TemplatePartOf(part, special)).ToList();
        if (single.Any(part => part.Text == 1))
        {
            throw json["single"].Wrong("a template of text A alone");
        }
        return new Template(
            single, pair,
            takesPairs: pair is [.., { Text: null }] && pair.Any(part => part.Text == 1));
    }

    private static TemplatePart TemplatePartOf(Json part, Dictionary<string, List<(int, string)>> special)
    {
        if (part.Find("Sequence") is { } sequence)
        {
            return Text(sequence["id"].Text() == "B" ? 1 : 0, sequence.Find("type_id")?.Integer() ?? 0);
        }
        var token = part["SpecialToken"];
        var name = token["id"].Text();
        return special.TryGetValue(name, out var tokens)
            ? new TemplatePart(null, tokens, token.Find("type_id")?.Integer() ?? 0)
            : throw new CheckpointException($"{part.Source}: the template uses `{name}`, which " +
                $"special_tokens does not have.");
    }

    private static (int Id, string Token) Special(Json pair) => pair.Items().ToArray() is [var token, var id]
        ? (id.Integer(), token.Text())
        : throw pair.Wrong("a token and its id");

    private static TemplatePart Part((int, string) special, int typeId) => new(null, [special], typeId);

    private static TemplatePart Text(int text, int typeId) => new(text, [], typeId);
}
