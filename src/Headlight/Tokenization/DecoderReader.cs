using Headlight.Tokenization.Decoders;

namespace Headlight.Tokenization;

/// <summary>Decoders of tokenizer.json by their type.</summary>
internal static class DecoderReader
{
    private static readonly Dictionary<string, Func<Json, IDecoder>> Known = new()
    {
        ["ByteFallback"] = _ => new ByteFallbackDecoder(),
        ["ByteLevel"] = _ => new ByteLevelDecoder(),
        ["Fuse"] = _ => new Fuse(),
        ["Replace"] = json => new ReplaceText(
            json["pattern"]["String"].Text() is { Length: > 0 } from
                ? from
                : throw json["pattern"]["String"].Wrong("a text that is not empty"),
            json["content"].Text()),
        ["Sequence"] = json => new DecoderSequence([.. json["decoders"].Items().Select(Read)]),
        ["Strip"] = json => new StripEnds(
            json["content"].Text() is [var letter] ? letter : throw json["content"].Wrong("one character"),
            json["start"].Integer(), json["stop"].Integer()),
        ["WordPiece"] = json => new WordPieceDecoder(json.Text("prefix") ?? "##", json.Flag("cleanup", true)),
    };

    public static IDecoder Read(Json json) => PieceReader.Find(Known, "decoder", json)(json);
}
