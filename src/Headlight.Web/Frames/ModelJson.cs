using System.Text.Json.Nodes;
using Headlight.Readings;

namespace Headlight.Web.Frames;

/// <summary>A model as the page sees it.</summary>
internal static class ModelJson
{
    public static JsonObject Of(ModelInfo model, string note) => new()
    {
        ["name"] = model.Name,
        ["family"] = model.Family,
        ["layers"] = model.Layers,
        ["heads"] = model.Heads,
        ["keyValueHeads"] = model.KeyValueHeads,
        ["headSize"] = model.HeadSize,
        ["width"] = model.Width,
        ["positions"] = model.Positions,
        ["vocabulary"] = model.Vocabulary,
        ["precision"] = model.Precision,
        ["head"] = model.Head switch
        {
            HeadKind.Next => "next",
            HeadKind.AtPosition => "at-position",
            _ => "none",
        },
        ["causal"] = model.Causal,
        ["takesPairs"] = model.TakesPairs,
        ["license"] = model.License,
        ["note"] = note,
    };
}
