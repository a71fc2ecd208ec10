namespace Headlight.Checkpoints;

/// <summary>The tables of the architectures that are known.</summary>
internal static class GgufArchitectures
{
    public static GgufArchitecture Llama => new()
    {
        ModelType = "llama",
        Layer = "model.layers.{0}.",
        InterleavedRotary = true,
        Modules = new()
        {
            ["token_embd"] = "model.embed_tokens",
            ["output_norm"] = "model.norm",
            ["output"] = "lm_head",
        },
        LayerModules = new()
        {
            ["attn_norm"] = "input_layernorm",
            ["attn_q"] = "self_attn.q_proj",
            ["attn_k"] = "self_attn.k_proj",
            ["attn_v"] = "self_attn.v_proj",
            ["attn_output"] = "self_attn.o_proj",
            ["ffn_norm"] = "post_attention_layernorm",
            ["ffn_gate"] = "mlp.gate_proj",
            ["ffn_up"] = "mlp.up_proj",
            ["ffn_down"] = "mlp.down_proj",
        },
        Options = new()
        {
            ["block_count"] = "num_hidden_layers",
            ["context_length"] = "max_position_embeddings",
            ["embedding_length"] = "hidden_size",
            ["feed_forward_length"] = "intermediate_size",
            ["attention.head_count"] = "num_attention_heads",
            ["attention.head_count_kv"] = "num_key_value_heads",
            ["attention.key_length"] = "head_dim",
            ["attention.layer_norm_rms_epsilon"] = "rms_norm_eps",
            ["rope.freq_base"] = "rope_theta",
        },
        Constants = new() { ["hidden_act"] = "\"silu\"" },
        Ignored = ["vocab_size", "tensor_data_layout"],
    };

    public static GgufArchitecture Gpt2 => new()
    {
        ModelType = "gpt2",
        Layer = "transformer.h.{0}.",
        Conv1D = ["attn_qkv", "attn_output", "ffn_up", "ffn_down"],
        Modules = new()
        {
            ["token_embd"] = "transformer.wte",
            ["position_embd"] = "transformer.wpe",
            ["output_norm"] = "transformer.ln_f",
            ["output"] = "lm_head",
        },
        LayerModules = new()
        {
            ["attn_norm"] = "ln_1",
            ["attn_qkv"] = "attn.c_attn",
            ["attn_output"] = "attn.c_proj",
            ["ffn_norm"] = "ln_2",
            ["ffn_up"] = "mlp.c_fc",
            ["ffn_down"] = "mlp.c_proj",
        },
        Options = new()
        {
            ["block_count"] = "n_layer",
            ["context_length"] = "n_positions",
            ["embedding_length"] = "n_embd",
            ["feed_forward_length"] = "n_inner",
            ["attention.head_count"] = "n_head",
            ["attention.layer_norm_epsilon"] = "layer_norm_epsilon",
        },
        Constants = new() { ["activation_function"] = "\"gelu_new\"" },
        Ignored = ["vocab_size"],
    };

    public static GgufArchitecture Bert => new()
    {
        ModelType = "bert",
        Layer = "encoder.layer.{0}.",
        Modules = new()
        {
            ["token_embd"] = "embeddings.word_embeddings",
            ["position_embd"] = "embeddings.position_embeddings",
            ["token_types"] = "embeddings.token_type_embeddings",
            ["token_embd_norm"] = "embeddings.LayerNorm",
        },
        LayerModules = new()
        {
            ["attn_q"] = "attention.self.query",
            ["attn_k"] = "attention.self.key",
            ["attn_v"] = "attention.self.value",
            ["attn_output"] = "attention.output.dense",
            ["attn_output_norm"] = "attention.output.LayerNorm",
            ["ffn_up"] = "intermediate.dense",
            ["ffn_down"] = "output.dense",
            ["layer_output_norm"] = "output.LayerNorm",
        },
        Options = new()
        {
            ["block_count"] = "num_hidden_layers",
            ["context_length"] = "max_position_embeddings",
            ["embedding_length"] = "hidden_size",
            ["feed_forward_length"] = "intermediate_size",
            ["attention.head_count"] = "num_attention_heads",
            ["attention.layer_norm_epsilon"] = "layer_norm_eps",
        },
        Constants = new() { ["hidden_act"] = "\"gelu\"", ["position_embedding_type"] = "\"absolute\"" },
        Ignored = ["vocab_size", "pooling_type", "classifier.output_labels"],
    };
}
