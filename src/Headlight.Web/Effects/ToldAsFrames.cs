using Headlight.Jobs;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;

namespace Headlight.Web.Effects;

/// <summary>Progress as frames that only pass.</summary>
internal sealed class ToldAsFrames(ReadingJob job) : IProgress<JobProgress>
{
    public void Report(JobProgress value) => job.Add(ReadingFrames.Progress(value), passing: true);
}
