using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Web.Frames;

/// <summary>What edits leave of a layer's rule.</summary>
internal static class Changed
{
    /// <summary>The rule that derives a layer's patterns; null where they were recorded or changed.</summary>
    public static AttentionRule? Rule(Reading reading, LayerReading layer) => reading.Edits.Any(edit =>
        edit is CutLinks or ForceLink or TakePatterns && (edit.Heads.Layer ?? layer.Index) == layer.Index)
            ? null
            : layer.Rule;
}
