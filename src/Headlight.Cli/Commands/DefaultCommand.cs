namespace Headlight.Cli.Commands;

/// <summary>`headlight` without arguments: a first look.</summary>
internal static class DefaultCommand
{
    public const string Model = "smollm2";
    public const string Text = "The doctor asked the nurse a question. She";

    public static Task<int> RunAsync(Screen screen, CancellationToken cancellation) =>
        ReadOne.RunAsync(screen, new ReadRequest { Model = Model, Text = Text }, cancellation);
}
