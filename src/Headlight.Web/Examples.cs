namespace Headlight.Web;

/// <summary>A text that is worth a look.</summary>
/// <param name="Title">What there is to see.</param>
/// <param name="Model">The bundled model to read it with.</param>
/// <param name="Text">The text.</param>
/// <param name="Pair">The second text, or null.</param>
/// <param name="Link">The two words whose strongest head is opened, who looks and who is looked at, or null.</param>
/// <param name="Other">The text that it is compared with, or null.</param>
/// <param name="Write">How many tokens the model writes; 0: none.</param>
public sealed record Example(
    string Title, string Model, string Text, string? Pair, (string From, string To)? Link = null,
    string? Other = null, int Write = 0);

/// <summary>What the page offers to begin with.</summary>
public static class Examples
{
    /// <summary>The model that is read with where none is named.</summary>
    public const string Model = "smollm2";

    /// <summary>The text that is read where none is given.</summary>
    public const string Text = "The doctor asked the nurse a question. She";

    /// <summary>All examples; the first is the one to open with.</summary>
    public static IReadOnlyList<Example> All { get; } =
    [
        new("Who is she?", Model, Text, null, ("She", "nurse")),
        new("Gender bias", Model, Text, null, ("She", "nurse"), "The doctor asked the nurse a question. He", 12),
        new("A name that comes again", Model,
            "When Mary and John went to the store, John gave a drink to", null),
        new("A sentence said twice", Model, "The cat sat on the mat. The cat sat on the", null),
        new("Two sentences side by side", "minilm", "The cat sat on the mat.", "A dog lay on the rug."),
    ];
}
