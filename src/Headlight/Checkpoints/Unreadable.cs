namespace Headlight.Checkpoints;

/// <summary>What the system throws for a file or folder that cannot be read.</summary>
internal static class Unreadable
{
    public static bool Is(Exception error) => error is IOException or UnauthorizedAccessException
        or NotSupportedException or ArgumentException or System.Security.SecurityException;

    public static CheckpointException Because(string path, Exception error) =>
        new($"`{path}` cannot be read: {error.Message}", error);
}
