using System.Diagnostics;
using Headlight.Jobs;

namespace Headlight.Tests.Checkpoints;

/// <summary>What is no regular checkpoint is refused at once, in a sentence.</summary>
public sealed class UnusualFileTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_pipe_is_refused_instead_of_waited_for()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var pipe = folder.Add("model.gguf", []);
        File.Delete(pipe);
        using (var made = Process.Start("mkfifo", pipe))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var loading = Task.Run(() => TransformerModel.Load(pipe), TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<CheckpointException>(
            () => loading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Contains("no regular file", failure.Message);
    }

    [Fact]
    public void A_missing_tensor_is_not_answered_with_another_layers()
    {
        using var checkpoint = Headlight.Checkpoints.Checkpoint.Open(Fixtures.PathOf("families/llama"));
        var failure = Assert.Throws<CheckpointException>(
            () => checkpoint.Require("model.layers.9.self_attn.q_proj.weight"));
        Assert.DoesNotContain("self_attn.q_proj.weight`?", failure.Message);
        var typo = Assert.Throws<CheckpointException>(
            () => checkpoint.Require("model.layers.1.self_attn.q_prog.weight"));
        Assert.Contains("self_attn.q_proj.weight`?", typo.Message);
    }

    [Fact]
    public void What_a_progress_callback_throws_comes_out_as_it_is()
    {
        var path = Fixtures.PathOf("families/llama");
        Assert.Throws<InvalidTimeZoneException>(() => TransformerModel.Load(path, null, new Throwing()));
    }

    [Fact]
    public void Nothing_to_read_is_the_callers_mistake()
    {
        Assert.Throws<ArgumentNullException>(() => TransformerModel.Load(null!));
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        Assert.Throws<ArgumentNullException>(() => model.Read(null!));
    }

    private sealed class Throwing : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => throw new InvalidTimeZoneException();
    }
}
