using Headlight.Tests.Checkpoints;

namespace Headlight.Tests.Models;

/// <summary>Weights that a model does not use change a GGUF file's meaning, and are named elsewhere.</summary>
public sealed class UnusedTensorTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_gguf_file_with_a_tensor_too_many_is_refused()
    {
        var original = File.ReadAllBytes(Fixtures.PathOf("gguf/llama-f16/model.gguf"));
        var failure = Assert.Throws<UnsupportedModelException>(
            () => TransformerModel.Load(folder.Add("more.gguf", Renamed(original, "output_norm.weight"))));
        Assert.Contains(".weighT`", failure.Message);
    }

    // A tensor under a name that no model has: the file then lacks one and has one too many.
    private static byte[] Renamed(byte[] bytes, string name)
    {
        var copy = bytes.ToArray();
        var at = copy.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(name));
        Assert.True(at > 0);
        copy[at + name.Length - 1] = (byte)'T';
        return copy;
    }
}
