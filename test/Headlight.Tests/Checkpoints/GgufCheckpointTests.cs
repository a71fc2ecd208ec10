using System.Text.Json;
using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

public sealed class GgufCheckpointTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("llama-f16")]
    [InlineData("llama-bf16")]
    [InlineData("llama-q8_0")]
    [InlineData("llama-q4_0")]
    [InlineData("llama-q4_1")]
    [InlineData("gpt2-f16")]
    public void Metadata_become_the_config_that_the_file_was_made_from(string name)
    {
        var path = Fixtures.PathOf($"gguf/{name}");
        using var notes = JsonDocument.Parse(File.ReadAllBytes(path + "/notes.json"));
        using var checkpoint = Checkpoint.Open(path + "/model.gguf");
        // The ids in the notes are placeholders; n_inner null means 4 × n_embd, which the file spells out.
        string[] notCompared = ["architectures", "bos_token_id", "eos_token_id", "n_inner"];
        var options = notes.RootElement.GetProperty("config").EnumerateObject()
            .Where(option => !notCompared.Contains(option.Name)).ToArray();
        Assert.InRange(options.Length, 7, 20);
        Assert.All(options, option =>
        {
            if (option.Value.ValueKind == JsonValueKind.Number)
            {
                Assert.Equal(option.Value.GetDouble(), checkpoint.Config.Number(option.Name));
            }
            else
            {
                Assert.Equal(option.Value.GetRawText(), checkpoint.Config.Raw(option.Name));
            }
        });
        Assert.DoesNotContain(checkpoint.Tensors.Keys, tensor => tensor.StartsWith("blk."));
        Assert.Equal(name.Split('-')[0], checkpoint.Gguf!.Text("general.architecture"));
    }

    [Fact]
    public void SmolLM2_is_described_by_its_metadata()
    {
        using var checkpoint = Checkpoint.Open(Fixtures.PathOf("../../models/smollm2"));
        var config = checkpoint.Config;
        Assert.Equal((30, 9, 3, 576, 49152), (config.Integer("num_hidden_layers"),
            config.Integer("num_attention_heads"), config.Integer("num_key_value_heads"),
            config.Integer("hidden_size"), config.Integer("vocab_size")));
        Assert.Equal((100000d, "default"), (config.Rope().Theta, config.Rope().Type));
        Assert.Equal((true, 8192), (config.Flag("tie_word_embeddings"),
            config.Integer("max_position_embeddings")));
        Assert.Equal((1, 2), (config.Integer("bos_token_id"), config.Integer("eos_token_id")));
        Assert.Equal(("apache-2.0", "Q4_1"), (checkpoint.License, checkpoint.Precision));
        Assert.Equal([49152, 576], checkpoint.Require("model.embed_tokens.weight").Shape);
        Assert.Equal(49152, checkpoint.Gguf!.Texts("tokenizer.ggml.tokens")!.Length);
        Assert.Equal(134_515_008, checkpoint.Tensors.Values.Sum(tensor => tensor.ElementCount));
    }

    [Fact]
    public void A_bert_has_the_names_of_hugging_face()
    {
        using var original = Checkpoint.Open(Fixtures.PathOf("families/bert-base-no-prefix"));
        (string Gguf, string HuggingFace)[] outside =
        [
            ("token_embd", "embeddings.word_embeddings"), ("position_embd", "embeddings.position_embeddings"),
            ("token_types", "embeddings.token_type_embeddings"), ("token_embd_norm", "embeddings.LayerNorm"),
        ];
        (string Gguf, string HuggingFace)[] inside =
        [
            ("attn_q", "attention.self.query"), ("attn_k", "attention.self.key"),
            ("attn_v", "attention.self.value"), ("attn_output", "attention.output.dense"),
            ("attn_output_norm", "attention.output.LayerNorm"), ("ffn_up", "intermediate.dense"),
            ("ffn_down", "output.dense"), ("layer_output_norm", "output.LayerNorm"),
        ];
        var names = outside.Concat(Enumerable.Range(0, 3).SelectMany(layer => inside.Select(
            pair => ($"blk.{layer}.{pair.Gguf}", $"encoder.layer.{layer}.{pair.HuggingFace}"))));
        var bytes = Sizes("bert", 36, 6).Key("bert.attention.causal", false).Key("bert.pooling_type", 1u);
        foreach (var (gguf, huggingFace) in names)
        {
            foreach (var kind in new[] { ".weight", ".bias" }.Where(kind => original.Has(huggingFace + kind)))
            {
                var tensor = original.Require(huggingFace + kind);
                bytes.Tensor(gguf + kind, [.. tensor.Shape.Reverse().Select(size => (ulong)size)], 0,
                    [.. tensor.ToArray().SelectMany(BitConverter.GetBytes)]);
            }
        }
        using var checkpoint = Open(bytes);
        Assert.Equal(4 + 1 + 3 * 16, checkpoint.Tensors.Count);
        Assert.All(checkpoint.Tensors.Values, tensor =>
            Assert.Equal(original.Require(tensor.Name, tensor.Shape).ToArray(), tensor.ToArray()));
        var config = checkpoint.Config;
        Assert.Equal(("bert", "gelu"), (config.Text("model_type"), config.Text("hidden_act")));
        Assert.Equal((2, 1e-5, 408), (config.Integer("type_vocab_size"), config.Number("layer_norm_eps"),
            config.Integer("vocab_size")));
    }

    [Fact]
    public void Rotary_scaling_becomes_rope_scaling()
    {
        using var yarn = Open(Llama().Key("llama.rope.scaling.type", "yarn")
            .Key("llama.rope.scaling.factor", 4f).Key("llama.rope.scaling.original_context_length", 32u)
            .Key("llama.rope.scaling.yarn_beta_fast", 16f).Key("llama.rope.scaling.attn_factor", 1f)
            .Key("llama.rope.scaling.finetuned", true).Key("llama.rope.freq_base", 5e5f));
        var rope = yarn.Config.Rope();
        Assert.Equal((500000d, "yarn", 4d, 32, 16d), (rope.Theta, rope.Type, rope.Options!.Number("factor"),
            rope.Options.Integer("original_max_position_embeddings"), rope.Options.Number("beta_fast")));
        using var none = Open(Llama().Key("llama.rope.scaling.type", "none"));
        Assert.Equal("default", none.Config.Rope().Type);
        using var old = Open(Llama().Key("llama.rope.scale_linear", 2f));
        Assert.Equal(("linear", 2), (old.Config.Rope().Type, old.Config.Rope().Options!.Number("factor")));
        using var llama3 = Open(Llama().Tensor("rope_freqs.weight", [8], 0, new byte[32]));
        Assert.True(llama3.Has("rope_freqs.weight"));
    }

    [Fact]
    public void What_would_change_the_computation_is_refused_by_name()
    {
        Refused(Llama().Key("llama.attention.scale", 0.5f), "llama.attention.scale");
        Refused(Llama().Key("llama.expert_count", 8u), "`llama.expert_count` to 8");
        Refused(Llama().Key("llama.attention.causal", false), "llama.attention.causal");
        Refused(Llama().Key("llama.rope.dimension_count", 8u), "llama.rope.dimension_count");
        Refused(Llama().Key("llama.attention.value_length", 32u), "llama.attention.value_length");
        Refused(Llama().Key("llama.rope.scaling.attn_factor", 2f), "rope.scaling.attn_factor");
        Refused(Llama().Key("llama.rope.scaling.new", 2f), "rope.scaling.new");
        Refused(Llama().Key("llama.attention.head_count_kv", GgufValueType.Array, GgufBytes.Array(
            GgufValueType.Int32, 2, BitConverter.GetBytes(1), BitConverter.GetBytes(2))), "head_count_kv");
        Refused(Sizes("llamas", 64, 4), "Did you mean `llama`?");
        Refused(new GgufBytes().Key("split.count", GgufValueType.UInt16, [3, 0]), "one of 3 parts");
    }

    [Theory]
    [InlineData("llama.context_length")]
    [InlineData("llama.block_count")]
    [InlineData("llama.attention.layer_norm_rms_epsilon")]
    public void What_llama_cpp_requires_is_required(string key)
    {
        var failure = Assert.Throws<CheckpointException>(() => Open(Llama().Without(key)));
        Assert.Contains($"does not say `{key}`", failure.Message);
    }

    [Fact]
    public void A_factor_without_a_type_means_linear_scaling()
    {
        using var checkpoint = Open(Llama().Key("llama.rope.scaling.factor", 4f));
        var rope = checkpoint.Config.Rope();
        Assert.Equal(("linear", 4), (rope.Type, rope.Options!.Number("factor")));
    }

    [Fact]
    public void What_changes_nothing_is_accepted()
    {
        using var checkpoint = Open(Llama().Key("llama.expert_count", 0u)
            .Key("llama.attention.key_length", 16u).Key("llama.attention.value_length", 16u)
            .Key("llama.rope.dimension_count", 16u).Key("llama.vocab_size", 7u).Key("other.scale", 2f)
            .Key("llama.attention.head_count_kv", GgufValueType.Array, GgufBytes.Array(
                GgufValueType.Int32, 2, BitConverter.GetBytes(2), BitConverter.GetBytes(2))));
        Assert.Equal(16, checkpoint.Config.Integer("head_dim"));
        Assert.Equal(2, checkpoint.Config.Integer("num_key_value_heads"));
    }

    [Fact]
    public void Metadata_of_the_wrong_kind_are_refused()
    {
        GgufBytes[] wrong =
        [
            new GgufBytes(),
            new GgufBytes().Key("general.architecture", 1u),
            Llama().Key("llama.rope.freq_base", float.NaN),
            Llama().Without("llama.context_length").Key("llama.context_length", "x"),
            Sizes("llama", 64, 5).Tensor("blk.0.attn_q.weight", [64, 64], 0, new byte[64 * 64 * 4]),
            Sizes("gpt2", 64, 4).Tensor("blk.0.attn_qkv.weight", [64], 0, new byte[64 * 4]),
        ];
        Assert.All(wrong, bytes => Assert.Throws<CheckpointException>(() => Open(bytes)));
    }

    private static GgufBytes Llama() => Sizes("llama", 64, 4);

    private static GgufBytes Sizes(string architecture, uint width, uint heads) => new GgufBytes()
        .Key("general.architecture", architecture).Key($"{architecture}.block_count", 2u)
        .Key($"{architecture}.context_length", 128u)
        .Key($"{architecture}.attention.layer_norm_{(architecture == "llama" ? "rms_" : "")}epsilon", 1e-5f)
        .Key($"{architecture}.embedding_length", width).Key($"{architecture}.attention.head_count", heads);

    private Checkpoint Open(GgufBytes bytes) =>
        Checkpoint.Open(folder.Add($"{Guid.NewGuid()}.gguf", bytes.ToArray()));

    private void Refused(GgufBytes bytes, string words) =>
        Assert.Contains(words, Assert.Throws<UnsupportedModelException>(() => Open(bytes)).Message);
}
