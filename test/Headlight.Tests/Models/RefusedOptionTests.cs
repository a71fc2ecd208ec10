using System.Text.Json.Nodes;

namespace Headlight.Tests.Models;

/// <summary>Options that change the computation are honoured or refused by name.</summary>
public sealed class RefusedOptionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headlight").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("llama", "hidden_act", "\"silo\"", "Did you mean `silu`?")]
    [InlineData("llama", "partial_rotary_factor", "0.5", "partial_rotary_factor is 0.5")]
    [InlineData("llama", "rope_scaling", "{\"rope_type\": \"longrope\", \"factor\": 2}", "`longrope`")]
    [InlineData("llama", "quantization_config", "{\"quant_method\": \"gptq\"}", "quantization_config")]
    [InlineData("llama", "model_type", "\"lama\"", "Did you mean `llama`?")]
    [InlineData("llama", "num_hidden_layers", "1000000", "num_hidden_layers is 1000000")]
    [InlineData("llama", "num_attention_heads", "5", "the head size is 9")]
    [InlineData("llama", "intermediate_size", "81", "[80, 48]")]
    [InlineData("llama", "is_causal", "false", "is_causal is false")]
    [InlineData("gpt2", "is_causal", "false", "is_causal is false")]
    [InlineData("llama", "rope_scaling", "{\"type\": \"linear\", \"factor\": 0}", "factor is 0")]
    [InlineData("llama", "rope_scaling", "{\"type\": \"yarn\", \"factor\": -1}", "factor is -1")]
    [InlineData("llama", "tie_word_embeddings", "true", "lm_head.weight differs from model.embed_tokens.weight")]
    [InlineData("bert", "position_embedding_type", "\"relative_key\"", "position_embedding_type is relative_key")]
    [InlineData("gpt2", "add_cross_attention", "true", "add_cross_attention is true")]
    public void An_option_that_is_not_computed_is_refused_by_name(string family, string key, string value,
        string said)
    {
        Copy(family, key, value);
        var failure = Assert.ThrowsAny<HeadlightException>(() => TransformerModel.Load(folder));
        Assert.Contains(said, failure.Message);
    }

    [Theory]
    [InlineData("llama", "partial_rotary_factor", "1")]
    [InlineData("llama", "rope_scaling", "{\"type\": \"dynamic\", \"factor\": 2.0}")]
    [InlineData("gpt2", "attn_pdrop", "0.5")]
    public void An_option_that_changes_nothing_is_taken(string family, string key, string value)
    {
        using var plain = TransformerModel.Load(Fixtures.PathOf($"families/{family}"));
        Copy(family, key, value);
        using var changed = TransformerModel.Load(folder);
        const string Text = "The doctor asked";
        Assert.Equal(plain.Read(Text).LastLogits.ToArray(), changed.Read(Text).LastLogits.ToArray());
    }

    [Fact]
    public void Gpt2_may_use_the_new_names_of_its_sizes()
    {
        using var plain = TransformerModel.Load(Fixtures.PathOf("families/gpt2"));
        Copy("gpt2", "new", "true");
        var path = Path.Combine(folder, "config.json");
        var text = File.ReadAllText(path)
            .Replace("n_head", "num_attention_heads").Replace("n_embd", "hidden_size")
            .Replace("n_layer", "num_hidden_layers").Replace("n_positions", "max_position_embeddings");
        File.WriteAllText(path, text);
        using var renamed = TransformerModel.Load(folder);
        Assert.Equal(
            plain.Read("The doctor").LastLogits.ToArray(), renamed.Read("The doctor").LastLogits.ToArray());
    }

    [Fact]
    public void Two_places_that_disagree_on_the_original_positions_are_refused()
    {
        Copy("llama-yarn", "original_max_position_embeddings", "7");
        var failure = Assert.Throws<UnsupportedModelException>(() => TransformerModel.Load(folder));
        Assert.Contains("original_max_position_embeddings is 7 and in the rotary scaling", failure.Message);
    }

    [Theory]
    [InlineData("llama-yarn")]
    [InlineData("llama3-rope-scaling")]
    public void The_original_positions_may_stand_outside_the_rotary_scaling(string family)
    {
        using var plain = TransformerModel.Load(Fixtures.PathOf($"families/{family}"));
        Copy(family, "moved", "true");
        var path = Path.Combine(folder, "config.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        var scaling = (json["rope_scaling"] ?? json["rope_parameters"])!.AsObject();
        Assert.True(scaling.Remove("original_max_position_embeddings", out var original));
        json["original_max_position_embeddings"] = original;
        File.WriteAllText(path, json.ToJsonString());
        using var moved = TransformerModel.Load(folder);
        Assert.Equal(plain.Rules[0].Rotary!.Frequencies, moved.Rules[0].Rotary!.Frequencies);
        Assert.Equal(plain.Read("The doctor").LastLogits.ToArray(), moved.Read("The doctor").LastLogits.ToArray());
    }

    [Fact]
    public void Layers_that_the_config_does_not_count_are_named_in_a_warning()
    {
        Copy("llama", "num_hidden_layers", "2");
        using var model = TransformerModel.Load(folder);
        Assert.Contains("`model.layers.2.", Assert.Single(model.Read("The doctor").Warnings));
    }

    private void Copy(string family, string key, string value)
    {
        foreach (var file in Directory.GetFiles(Fixtures.PathOf($"families/{family}")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
        var path = Path.Combine(folder, "config.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        json[key] = JsonNode.Parse(value);
        File.WriteAllText(path, json.ToJsonString());
    }
}
