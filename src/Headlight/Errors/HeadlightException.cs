namespace Headlight;

/// <summary>
/// Something a user can mend. The message is one or two whole sentences: what was found, where, what was
/// expected and what to do. It is fit to be shown as it is.
/// </summary>
public class HeadlightException : Exception
{
    public HeadlightException(string message) : base(message) { }
    public HeadlightException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// A checkpoint, tokenizer or configuration file that is missing, damaged or says something impossible.
/// </summary>
public sealed class CheckpointException : HeadlightException
{
    public CheckpointException(string message) : base(message) { }
    public CheckpointException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// A model, option or vocabulary that Headlight knows of but cannot compute exactly, refused by name.
/// </summary>
public sealed class UnsupportedModelException(string message) : HeadlightException(message);

/// <summary>
/// A request that does not fit the model or the reading: a text too long, a layer that does not exist.
/// </summary>
public sealed class RequestException : HeadlightException
{
    public RequestException(string message) : base(message) { }
    public RequestException(string message, Exception inner) : base(message, inner) { }
}
