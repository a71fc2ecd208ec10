using Headlight.Graphs;
using Headlight.Readings;
using Headlight.Runtime;

namespace Headlight;

/// <summary>The part of an earlier reading that a text begins with as well.</summary>
internal static class Reused
{
    /// <summary>Null where nothing can be reused; at least one token is left to be run.</summary>
    public static RunCache? Of(
        IReadOnlyList<Token> tokens, Reading? earlier, ReadOptions options, ModelInfo info, ModelDefinition definition)
    {
        if (earlier is not { } before || !ReferenceEquals(before.Model, info) || !info.Causal
            || options is { Z: true } or { States: true } or { AllLogits: true }
            || before.Edits.Count > 0 || before.Layers.Count != definition.Shape.Layers || before.Hidden is null)
        {
            return null;
        }
        var shared = tokens.Zip(before.Tokens)
            .TakeWhile(pair => (pair.First.Id, pair.First.TypeId) == (pair.Second.Id, pair.Second.TypeId)).Count();
        shared = Math.Min(shared, tokens.Count - 1);
        return shared > 0 ? RunCache.From(definition, before, shared) : null;
    }
}
