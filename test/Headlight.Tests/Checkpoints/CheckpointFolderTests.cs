using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

public sealed class CheckpointFolderTests : IDisposable
{
    private const string Index = "model.safetensors.index.json";

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Shards_are_one_checkpoint()
    {
        using var sharded = Checkpoint.Open(Fixtures.PathOf("families/gpt2-sharded"));
        Assert.Equal(CheckpointFormat.Safetensors, sharded.Format);
        var shards = Directory.GetFiles(sharded.Path, "*.safetensors")
            .Where(path => Path.GetFileName(path).StartsWith("model-")).ToArray();
        Assert.Equal(10, shards.Length);
        foreach (var shard in shards)
        {
            using var file = SafetensorsFile.Open(shard);
            Assert.All(file.Tensors.Values, tensor =>
                Assert.Equal(tensor.ToArray(), sharded.Require(tensor.Name, tensor.Shape).ToArray()));
        }
    }

    [Theory]
    [InlineData("../x.safetensors")]
    [InlineData("/etc/passwd")]
    [InlineData("sub/x.safetensors")]
    [InlineData("..\\\\x.safetensors")]
    [InlineData("C:x.safetensors")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("none.safetensors")]
    public void An_index_may_name_only_files_beside_it(string shard)
    {
        folder.Add("config.json", "{}");
        folder.Add(Index, $$$"""{"weight_map":{"a":"{{{shard}}}"}}""");
        Refused<CheckpointException>(Index, "shard");
    }

    [Theory]
    [InlineData("{}", "no `weight_map`")]
    [InlineData("""{"weight_map":[]}""", "an object was expected")]
    [InlineData("""{"weight_map":{"a":1}}""", "a string was expected")]
    [InlineData("""{"weight_map":{"b":"a.safetensors"}}""", "tensor `b` is in `a.safetensors`")]
    [InlineData("""{"weight_map":{"a":"a.safetensors"}""", "not valid JSON")]
    public void A_broken_index_is_refused(string index, string words)
    {
        folder.Add("config.json", "{}");
        folder.Add("a.safetensors", SafetensorsBytes.Floats(("a", [1], [1])));
        folder.Add(Index, index);
        Refused<CheckpointException>(Index, words);
    }

    [Fact]
    public void Old_names_of_layer_norms_are_todays()
    {
        AddModel("{}", ("LayerNorm.gamma", [1], [1]), ("a.LayerNorm.beta", [1], [2]), ("b.gamma", [1], [3]),
            ("c.LayerNorm.gamma", [1], [4]), ("c.LayerNorm.weight", [1], [5]));
        using var checkpoint = Checkpoint.Open(folder.Path);
        Assert.Equal(
            ["LayerNorm.weight", "a.LayerNorm.bias", "b.gamma", "c.LayerNorm.gamma", "c.LayerNorm.weight"],
            checkpoint.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([5f], checkpoint.Require("c.LayerNorm.weight").ToArray());
        Assert.All(checkpoint.Tensors, pair => Assert.Equal(pair.Key, pair.Value.Name));
    }

    [Fact]
    public void A_missing_tensor_is_named_with_its_nearest()
    {
        AddModel("""{"model_type":"bert"}""", ("encoder.layer.0.weight", [1, 2], [1, 2]));
        using var checkpoint = Checkpoint.Open(folder.Path);
        var error = Assert.Throws<CheckpointException>(() => checkpoint.Require("encoder.layer.0.wieght"));
        Assert.Equal($"`{folder.Path}` has no tensor `encoder.layer.0.wieght`, which " +
            $"`{folder.Path}/config.json` (model_type \"bert\") asks for. " +
            "Did you mean `encoder.layer.0.weight`?", error.Message);
        error = Assert.Throws<CheckpointException>(() => checkpoint.Require("encoder.layer.0.weight", 2, 1));
        Assert.Contains("has the shape [1, 2], but [2, 1] was expected", error.Message);
        Assert.Equal([1, 2], checkpoint.Require("encoder.layer.0.weight", 1, 2).Shape);
    }

    [Fact]
    public void The_prefix_is_the_first_that_fits()
    {
        AddModel("{}", ("bert.x", [1], [1]), ("y", [1], [1]));
        using var checkpoint = Checkpoint.Open(folder.Path);
        Assert.Equal("bert.", checkpoint.PrefixOf("x", "", "bert."));
        Assert.Equal("", checkpoint.PrefixOf("y", "bert.", ""));
        Assert.Contains("`bert.z`", Assert.Throws<CheckpointException>(
            () => checkpoint.PrefixOf("z", "bert.", "")).Message);
    }

    [Fact]
    public void Only_pytorch_model_bin_is_refused_with_the_way_to_convert_it()
    {
        folder.Add("config.json", "{}");
        folder.Add("pytorch_model.bin", [1]);
        Refused<UnsupportedModelException>("save_pretrained(dir, safe_serialization=True)");
    }

    [Theory]
    [InlineData("""{"auto_map":{"AutoModel":"modeling_x.X"}}""", "modeling_x.X")]
    [InlineData("""{"quantization_config":{"quant_method":"awq"}}""", "awq")]
    public void Code_and_quantisation_of_its_own_are_refused(string config, string words)
    {
        AddModel(config, ("a", [1], [1]));
        Refused<UnsupportedModelException>(words);
    }

    [Fact]
    public void A_folder_without_what_is_needed_is_refused()
    {
        Refused<CheckpointException>("has no weights");
        folder.Add("mode.safetensors", [1]);
        Refused<CheckpointException>("Did you mean `mode.safetensors`?");
        folder.Add("model.safetensors", SafetensorsBytes.Floats(("a", [1], [1])));
        Refused<CheckpointException>("no config.json");
    }

    [Fact]
    public void A_path_that_is_not_there_is_refused_with_its_nearest()
    {
        folder.Add("smollm2/config.json", "{}");
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(folder.Path + "/smolm2"));
        Assert.Contains("Did you mean `smollm2`?", error.Message);
        Assert.Throws<CheckpointException>(() => Checkpoint.Open(""));
        Assert.Throws<CheckpointException>(() => Checkpoint.Open("a\0b"));
    }

    [Fact]
    public void A_lone_gguf_stands_for_its_folder_and_several_must_be_named()
    {
        var source = File.ReadAllBytes(Fixtures.PathOf("gguf/llama-f16/model.gguf"));
        folder.Add("config.json", "{}");
        folder.Add("x.gguf", source);
        Checkpoint.Open(folder.Path).Dispose();
        folder.Add("y.gguf", source);
        Refused<CheckpointException>("x.gguf, y.gguf");
        Checkpoint.Open(folder.Path + "/y.gguf").Dispose();
    }

    [Fact]
    public void A_file_that_is_no_gguf_is_refused()
    {
        var path = folder.Add("model.safetensors", [1, 2]);
        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Open(path));
        Assert.Contains("no GGUF file", error.Message);
    }

    [Theory]
    [InlineData("---\nlanguage: en\nlicense: apache-2.0\n---\ntext", "apache-2.0")]
    [InlineData("---\r\nlicense: \"mit\"\r\n---\r\n", "mit")]
    [InlineData("---\nlanguage: en\n---\nlicense: mit\n", null)]
    [InlineData("license: mit\n", null)]
    [InlineData("---\nlicense:\n---\n", null)]
    [InlineData("", null)]
    public void The_licence_is_in_the_model_card(string card, string? expected)
    {
        AddModel("{}", ("a", [1], [1]));
        folder.Add("README.md", card);
        using var checkpoint = Checkpoint.Open(folder.Path);
        Assert.Equal(expected, checkpoint.License);
    }

    [Fact]
    public void A_symbolic_link_is_followed()
    {
        AddModel("{}", ("a", [1], [1]));
        foreach (var name in (string[])["config.json", "model.safetensors"])
        {
            File.Move(Path.Combine(folder.Path, name), folder.Add($"blobs/{name}", [1]), overwrite: true);
            File.CreateSymbolicLink(Path.Combine(folder.Path, name), $"blobs/{name}");
        }
        using var checkpoint = Checkpoint.Open(folder.Path);
        Assert.Equal([1f], checkpoint.Require("a").ToArray());
    }

    private void AddModel(string config, params (string, int[], float[])[] tensors)
    {
        folder.Add("config.json", config);
        folder.Add("model.safetensors", SafetensorsBytes.Floats(tensors));
    }

    private void Refused<T>(params string[] words) where T : HeadlightException
    {
        var error = Assert.Throws<T>(() => Checkpoint.Open(folder.Path));
        Assert.All(words, word => Assert.Contains(word, error.Message));
    }
}
