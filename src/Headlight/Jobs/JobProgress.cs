namespace Headlight.Jobs;

/// <summary>How far a long piece of work has come. Reading, generating and measuring all report this way.</summary>
/// <param name="Stage">What is being done, for people: "Loading weights", "Layer".</param>
/// <param name="Done">Steps finished.</param>
/// <param name="Total">Steps in all.</param>
public readonly record struct JobProgress(string Stage, int Done, int Total);
