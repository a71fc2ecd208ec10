using Headlight.Checkpoints;
using Headlight.Graphs;

namespace Headlight.Models;

/// <summary>Options that change the computation are honoured or refused by name, never ignored.</summary>
internal static class ConfigChecks
{
    /// <summary>An activation function that Headlight computes, or the refusal that names it.</summary>
    public static string Activation(this Config config, string key, string fallback)
    {
        var name = config.Text(key, fallback);
        return Activations.Known.Contains(name)
            ? name
            : throw new UnsupportedModelException(
                $"{config.Source}: {key} is `{name}`, which Headlight does not " +
                $"compute.{Nearest.Hint(name, Activations.Known)} " +
                $"Known: {string.Join(", ", Activations.Known)}.");
    }

    /// <summary>Refuses an option unless it is absent or says what is computed.</summary>
    public static void Expect(this Config config, string key, string computed, string reason)
    {
        if (config.Has(key) && Plain(config.Raw(key)) is { } said && !Same(said, computed))
        {
            throw new UnsupportedModelException(
                $"{config.Source}: {key} is {said}, but Headlight computes only {computed}: {reason}.");
        }
    }

    /// <summary>
    /// The weight of the vocabulary head: the embeddings where the two are tied. Refused where the checkpoint says
    /// tied and holds another head: versions of transformers disagree on which counts.
    /// </summary>
    public static string Unembedding(this Checkpoint checkpoint, string embeddings, string head, bool tied)
    {
        if (!checkpoint.Config.Flag("tie_word_embeddings", tied))
        {
            return head;
        }
        if (checkpoint.Has(head) && !SameNumbers(checkpoint.Require(head), checkpoint.Require(embeddings)))
        {
            throw new UnsupportedModelException(
                $"{checkpoint.Config.Source}: tie_word_embeddings is true, but {head} differs from {embeddings}. " +
                "Set it to false to use the head, or take the head out of the checkpoint.");
        }
        return embeddings;
    }

    private static bool SameNumbers(StoredTensor a, StoredTensor b)
    {
        if (!a.Shape.SequenceEqual(b.Shape))
        {
            return false;
        }
        var width = a.Shape[^1];
        var (left, right) = (new float[width], new float[width]);
        for (var row = 0; row < a.Shape[0]; row++)
        {
            a.ReadRows(row, 1, left);
            b.ReadRows(row, 1, right);
            if (!left.AsSpan().SequenceEqual(right))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Checks that a size divides another, as heads divide a width.</summary>
    public static void Divides(this Config config, string divisorKey, int divisor, string key, int value)
    {
        if (divisor <= 0 || value <= 0 || value % divisor != 0)
        {
            throw new CheckpointException(
                $"{config.Source}: {key} is {value}, which is not a positive multiple of {divisorKey} = {divisor}.");
        }
    }

    /// <summary>The number of layers, refused where the checkpoint has fewer tensors than that.</summary>
    public static int Layers(this Checkpoint checkpoint, params string[] keys)
    {
        var layers = checkpoint.Config.Integer(keys);
        return layers > 0 && layers <= checkpoint.Tensors.Count
            ? layers
            : throw new CheckpointException(
                $"{checkpoint.Config.Source}: {keys[0]} is {layers}, but the checkpoint has " +
                $"{checkpoint.Tensors.Count} tensors in all.");
    }

    // 1 and 1.0 say the same.
    private static bool Same(string said, string computed) => said == computed
        || (double.TryParse(said, out var a) && double.TryParse(computed, out var b) && a == b);

    private static string? Plain(string? raw) => raw?.Trim('"');
}
