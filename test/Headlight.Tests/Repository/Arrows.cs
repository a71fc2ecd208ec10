namespace Headlight.Tests.Repository;

/// <summary>One room of the library makes use of another.</summary>
internal readonly record struct Use(string From, string To, string Where)
{
    public override string ToString() => $"{From} → {To}: {Where}";
}

/// <summary>Which room of src/Headlight may use which: a room is a folder, the front door the root folder.</summary>
internal static class Arrows
{
    public const string FrontDoor = "(front door)";

    /// <summary>Plain records in the root folder: how to load and how to read. They use nothing.</summary>
    public const string Options = "(options)";

    /// <summary>What every room may use.</summary>
    private static readonly string[] Leaves = ["Errors", "Jobs", Options];

    /// <summary>Arrows are transitive: who may use Readings may use Attention.</summary>
    public static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Errors"] = [],
        ["Jobs"] = [],
        [Options] = [],
        ["Attention"] = [],
        ["Checkpoints"] = [],
        ["Graphs"] = ["Attention"],
        ["Tokenization"] = [],
        ["Readings"] = ["Attention", "Checkpoints"],
        ["Analysis"] = ["Readings"],
        ["Models"] = ["Graphs", "Checkpoints", "Attention"],
        ["Instrumentation"] = ["Graphs", "Checkpoints"],
        ["Runtime"] = ["Graphs", "Attention", "Readings", "Checkpoints"],
        ["Generation"] = ["Runtime", "Analysis", "Readings"],
        ["Effects"] = ["Runtime", "Analysis", "Readings"],
        ["Mediation"] = ["Effects", "Runtime", "Analysis", "Readings"],
    };

    /// <summary>The uses that no arrow allows.</summary>
    public static IEnumerable<Use> Forbidden(IEnumerable<Use> uses) => uses.Where(use => !MayUse(use.From, use.To));

    private static bool MayUse(string from, string to) =>
        from == to || from == FrontDoor ||
        (Leaves.Contains(to) && !Leaves.Contains(from)) ||
        (Allowed.TryGetValue(from, out var direct) && direct.Any(next => MayUse(next, to)));
}
