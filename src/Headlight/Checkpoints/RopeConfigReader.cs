namespace Headlight.Checkpoints;

/// <summary>
/// Reads the rotary options of both ages of config.json: `rope_theta` with `rope_scaling` {type or
/// rope_type}, and `rope_parameters` {rope_theta, rope_type}. Where both are there, the former wins, as in
/// transformers.
/// </summary>
internal static class RopeConfigReader
{
    /// <summary>
    /// The rotary options; for one kind of layer ("full_attention", …) where each kind has its own.
    /// </summary>
    public static RopeConfig Rope(this Config config, double defaultTheta = 10000, string? layerType = null)
    {
        var options = Filled(config, "rope_scaling") ?? Filled(config, "rope_parameters");
        if (layerType is not null && options?.Has(layerType) == true)
        {
            options = options.Section(layerType);
        }
        var theta = options?.Has("rope_theta") == true
            ? options.Number("rope_theta")
            : config.Number("rope_theta", defaultTheta);
        if (theta <= 0)
        {
            throw new CheckpointException($"`rope_theta` in `{config.Source}` is {theta}, not above 0.");
        }
        return new RopeConfig(theta, options?.Text(["rope_type", "type"], "default") ?? "default", options);
    }

    private static Config? Filled(Config config, string key) =>
        config.Section(key) is { Keys.Count: > 0 } section ? section : null;
}
