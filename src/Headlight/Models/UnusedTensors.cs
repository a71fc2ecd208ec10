using Headlight.Checkpoints;
using Headlight.Graphs;

namespace Headlight.Models;

/// <summary>
/// Tensors of a checkpoint that its model does not use: in a GGUF file they change what other programs compute, so
/// they are refused; in a Hugging Face folder they are named in every reading's warnings, as transformers does.
/// </summary>
internal static class UnusedTensors
{
    private const int Shown = 4;

    // Buffers that older versions saved, and heads for other tasks than words.
    private static readonly string[] Harmless =
    [
        ".attn.bias", ".attn.masked_bias", "inv_freq", "position_ids",
        "pooler.", "cls.", "lm_head.", "score.", "classifier",
    ];

    /// <summary>What to warn of.</summary>
    /// <exception cref="UnsupportedModelException">A GGUF file holds tensors that are not used.</exception>
    public static IReadOnlyList<string> Warnings(Checkpoint checkpoint, ModelDefinition definition)
    {
        var used = definition.Weights.Select(weight => weight.Path)
            .Concat(definition.Embed.Inputs.Select(input => input.Source).OfType<InputSource.Rows>()
                .Select(rows => rows.Path))
            .Append("rope_freqs.weight")
            .ToHashSet();
        var unused = checkpoint.Tensors.Keys
            .Where(name => !used.Contains(name) && !Harmless.Any(name.Contains))
            .Order(StringComparer.Ordinal).ToList();
        if (unused.Count == 0)
        {
            return [];
        }
        var more = unused.Count > Shown ? $" and {unused.Count - Shown} more" : "";
        var names = string.Join(", ", unused.Take(Shown).Select(name => $"`{name}`")) + more;
        return checkpoint.Gguf is null
            ? [$"Weights that the model of config.json does not use were left out: {names}."]
            : throw new UnsupportedModelException(
                $"{checkpoint.Path} holds tensors that a {definition.Family} of this kind does not have: {names}. " +
                "They would change the result; load the original checkpoint instead.");
    }
}
