using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

public sealed class HuggingFaceCacheTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("HF_HUB_CACHE", "")]
    [InlineData("HF_HOME", "hub/")]
    [InlineData("XDG_CACHE_HOME", "huggingface/hub/")]
    [InlineData("HOME", ".cache/huggingface/hub/")]
    public void The_snapshot_of_main_is_found(string variable, string root)
    {
        folder.Add(root + "models--org--some.name/refs/main", "abc123\n");
        folder.Add(root + "models--org--some.name/snapshots/abc123/config.json", "{}");
        folder.Add(root + "models--gpt2/refs/main", "def");
        folder.Add(root + "models--gpt2/snapshots/def/config.json", "{}");
        string? Variable(string name) => name == variable ? folder.Path : null;
        Assert.Equal(Path.Combine(folder.Path, root, "models--org--some.name/snapshots/abc123"),
            HuggingFaceCache.Find("org/some.name", Variable));
        Assert.EndsWith("models--gpt2/snapshots/def", HuggingFaceCache.Find("gpt2", Variable));
        Assert.Null(HuggingFaceCache.Find("org/other", Variable));
        Assert.Null(HuggingFaceCache.Find("org/some.name", _ => null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("a/b/c")]
    [InlineData("../x")]
    [InlineData("org/..")]
    [InlineData("org/na me")]
    public void What_is_no_id_is_not_found(string id) =>
        Assert.Null(HuggingFaceCache.Find(id, _ => folder.Path));

    [Theory]
    [InlineData("../../../elsewhere")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("gone")]
    public void A_revision_that_leads_elsewhere_or_nowhere_is_not_followed(string revision)
    {
        folder.Add("models--a--b/refs/main", revision);
        folder.Add("models--a--b/snapshots/x/config.json", "{}");
        folder.Add("elsewhere/config.json", "{}");
        Assert.Null(HuggingFaceCache.Find("a/b", name => name == "HF_HUB_CACHE" ? folder.Path : null));
    }

    [Fact]
    public void Available_memory_is_read_from_the_kernels_table()
    {
        Assert.Equal(2048L, MemoryBudget.FromMemInfo(["MemTotal:  9 kB", "MemAvailable:       2 kB"]));
        Assert.Null(MemoryBudget.FromMemInfo([]));
        Assert.Null(MemoryBudget.FromMemInfo(["MemAvailable: many kB"]));
        Assert.InRange(MemoryBudget.Available(), 1 << 20, 1L << 50);
    }
}
