using Headlight.Readings;

namespace Headlight.Cli.Commands;

/// <summary>What `headlight read` was asked for.</summary>
internal sealed record ReadRequest
{
    public required string Model { get; init; }

    public string Text { get; init; } = "";

    public string? Pair { get; init; }

    public int? Layer { get; init; }

    public int? Head { get; init; }

    public string? Query { get; init; }

    public string? Measure { get; init; }

    public string? Link { get; init; }

    public IReadOnlyList<string> Outputs { get; init; } = [];

    public string? Tensors { get; init; }

    public ReadOptions Options { get; init; } = new();

    public int? Threads { get; init; }

    public ModelOptions ModelOptions => Threads is { } threads ? new() { Threads = threads } : new();

    public TensorSelection Selection => Tensors is null ? TensorSelection.Default : TensorSelection.Parse(Tensors);
}
