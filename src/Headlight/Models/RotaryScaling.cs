using Headlight.Attention;
using Headlight.Checkpoints;

namespace Headlight.Models;

/// <summary>
/// Rotary frequencies by the scaling that a config names. Follows modeling_rope_utils.py of Hugging Face
/// transformers, in single precision where it is.
/// </summary>
internal static class RotaryScaling
{
    private static readonly string[] Known = ["default", "linear", "dynamic", "llama3", "yarn"];

    private const string Original = "original_max_position_embeddings";

    public static RotaryPositions Positions(Config config, int headSize, Checkpoint checkpoint)
    {
        var rope = config.Rope();
        foreach (var place in new[] { config, rope.Options }.OfType<Config>())
        {
            place.Expect("partial_rotary_factor", "1", "a Llama rotates whole heads");
        }
        var plain = Frequencies(rope.Theta, headSize);
        if (checkpoint.Has("rope_freqs.weight")) // GGUF keeps llama3 scaling as divisors
        {
            if (rope.Type != "default")
            {
                throw new UnsupportedModelException(
                    $"{config.Source}: rope_freqs.weight together with rotary scaling `{rope.Type}` is not computed.");
            }
            var divisors = checkpoint.Require("rope_freqs.weight", plain.Length).ToArray();
            return new RotaryPositions([.. plain.Zip(divisors, (frequency, divisor) => frequency / divisor)], 1);
        }
        var scaling = rope.Options;
        // transformers 5 takes the outer one where it is there, earlier versions the inner.
        if (scaling?.Has(Original) == true && config.Has(Original)
            && scaling.Raw(Original) != config.Raw(Original))
        {
            throw new UnsupportedModelException(
                $"{config.Source}: {Original} is {config.Raw(Original)} and in the rotary scaling " +
                $"{scaling.Raw(Original)}. Write it in one place, or the same in both.");
        }
        return rope.Type switch
        {
            "default" => new RotaryPositions(plain, 1),
            "dynamic" => scaling?.Has("original_max_position_embeddings") != true
                ? new RotaryPositions(plain, 1)
                : throw new UnsupportedModelException(
                    $"{config.Source}: rotary scaling `dynamic` with {Original} is not computed."),
            "linear" => new RotaryPositions(Linear(plain, Section(config, scaling)), 1),
            "llama3" => new RotaryPositions(Llama3(plain, config, Section(config, scaling)), 1),
            "yarn" => Yarn(config, rope.Theta, headSize, Section(config, scaling)),
            _ => throw new UnsupportedModelException(
                $"{config.Source}: rotary scaling `{rope.Type}` is not computed by Headlight." +
                $"{Nearest.Hint(rope.Type, Known)} Known: {string.Join(", ", Known)}."),
        };
    }

    private static Config Section(Config config, Config? scaling) => scaling
        ?? throw new CheckpointException($"{config.Source}: the rotary scaling has no numbers of its own.");

    // Both places may say it; where both do, they agree.
    private static Config Home(Config config, Config scaling) => scaling.Has(Original) ? scaling : config;

    private static double Positive(Config scaling, string key, double value) => value > 0
        ? value
        : throw new CheckpointException($"{scaling.Source}: {key} is {value}; a number above 0 was expected.");

    // θ^(−2i/d), i = 0 … d/2 − 1
    private static float[] Frequencies(double theta, int headSize) =>
        [.. Enumerable.Range(0, headSize / 2).Select(i => 1 / (float)Math.Pow(theta, 2f * i / headSize))];

    private static float[] Linear(float[] plain, Config scaling)
    {
        var factor = (float)Positive(scaling, "factor", scaling.Number("factor"));
        return [.. plain.Select(frequency => frequency / factor)];
    }

    // Long wavelengths are stretched by the factor, short ones kept, those between blended.
    private static float[] Llama3(float[] plain, Config config, Config scaling)
    {
        var factor = (float)Positive(scaling, "factor", scaling.Number("factor"));
        var low = scaling.Number("low_freq_factor");
        var high = scaling.Number("high_freq_factor");
        var original = Positive(scaling, Original, Home(config, scaling).Number(Original));
        return [.. plain.Select(Scaled)];

        float Scaled(float frequency)
        {
            var wavelength = 2 * Math.PI / frequency;
            if (wavelength < original / high)
            {
                return frequency;
            }
            if (wavelength > original / low)
            {
                return frequency / factor;
            }
            var smooth = (float)((original / wavelength - low) / (high - low));
            return (1 - smooth) * frequency / factor + smooth * frequency;
        }
    }

    // Peng et al. 2023, YaRN (arXiv 2309.00071): a ramp between stretched and kept over the dimensions.
    private static RotaryPositions Yarn(Config config, double theta, int headSize, Config scaling)
    {
        var positions = config.Integer("max_position_embeddings", 2048);
        var original = Positive(scaling, Original, Home(config, scaling).Number(Original, positions));
        var factor = Positive(scaling, "factor", scaling.Number("factor", positions / original));
        var truncate = scaling.Flag("truncate", true);
        var low = Correction(scaling.Number("beta_fast", 32));
        var high = Correction(scaling.Number("beta_slow", 1));
        low = Math.Max(truncate ? Math.Floor(low) : low, 0);
        high = Math.Min(truncate ? Math.Ceiling(high) : high, headSize - 1);
        high += low == high ? 0.001 : 0;

        var frequencies = Frequencies(theta, headSize);
        for (var i = 0; i < frequencies.Length; i++)
        {
            var kept = 1 - (float)Math.Clamp((i - low) / (high - low), 0, 1);
            frequencies[i] = frequencies[i] / (float)factor * (1 - kept) + frequencies[i] * kept;
        }
        return new RotaryPositions(frequencies, (float)AttentionFactor(scaling, factor));

        double Correction(double rotations) =>
            headSize * Math.Log(original / (rotations * 2 * Math.PI)) / (2 * Math.Log(theta));
    }

    private static double AttentionFactor(Config scaling, double factor)
    {
        if (scaling.Has("attention_factor"))
        {
            return scaling.Number("attention_factor");
        }
        var (some, all) = (scaling.Number("mscale", 0), scaling.Number("mscale_all_dim", 0));
        return some != 0 && all != 0 ? Scale(some) / Scale(all) : Scale(1);

        double Scale(double m) => factor <= 1 ? 1 : 0.1 * m * Math.Log(factor) + 1;
    }
}
