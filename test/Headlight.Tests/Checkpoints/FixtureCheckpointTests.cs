using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

/// <summary>Every checkpoint among the fixtures and bundled models opens; its weights can be read.</summary>
public class FixtureCheckpointTests
{
    private static readonly string[] NoWeights = ["I64", "BOOL", "U8"];

    [Theory]
    [InlineData("families/bert", "F32")]
    [InlineData("families/bert-base-no-prefix", "F32")]
    [InlineData("families/bert-cased", "F32")]
    [InlineData("families/gpt2", "F32")]
    [InlineData("families/gpt2-prefix", "F32")]
    [InlineData("families/gpt2-sharded", "F32")]
    [InlineData("families/gpt2-fp16", "F16")]
    [InlineData("families/gpt2-inverse", "F32")]
    [InlineData("families/llama", "F32")]
    [InlineData("families/llama-bf16", "BF16")]
    [InlineData("families/llama-linear-rope", "F32")]
    [InlineData("families/llama-yarn", "F32")]
    [InlineData("families/llama3-rope-scaling", "F32")]
    [InlineData("families/llama-v5-config", "F32")]
    [InlineData("gguf/llama-f16/model.gguf", "F16")]
    [InlineData("gguf/llama-bf16/model.gguf", "BF16")]
    [InlineData("gguf/llama-q8_0/model.gguf", "Q8_0")]
    [InlineData("gguf/llama-q4_0/model.gguf", "Q4_0")]
    [InlineData("gguf/llama-q4_1/model.gguf", "Q4_1")]
    [InlineData("gguf/gpt2-f16/model.gguf", "F16")]
    [InlineData("../../models/minilm", "F16")]
    [InlineData("../../models/smollm2", "Q4_1")]
    [InlineData("../../models/translate-en-fr", "F16")]
    public void A_checkpoint_opens_and_its_weights_are_finite(string relative, string precision)
    {
        using var checkpoint = Checkpoint.Open(Fixtures.PathOf(relative));
        Assert.Equal(precision, checkpoint.Precision);
        Assert.NotEmpty(checkpoint.Config.Text("model_type"));
        var weights = checkpoint.Tensors.Values
            .Where(tensor => !NoWeights.Contains(tensor.Type.Name)).ToArray();
        Assert.NotEmpty(weights);
        Assert.All(weights, tensor =>
        {
            var values = tensor.ToArray();
            Assert.True(Array.TrueForAll(values, float.IsFinite), tensor.Name);
            Assert.Contains(values, value => value != 0);
        });
        Assert.Equal(checkpoint.WeightBytes, checkpoint.Tensors.Values.Sum(tensor => tensor.ByteCount));
    }
}
