namespace Headlight.Graphs;

/// <summary>Activation functions by the names that config.json uses.</summary>
internal static class Activations
{
    // QuickGelu is x·sigmoid(αx): with α = 1 it is silu, with 1.702 what `quick_gelu` means.
    private static readonly Dictionary<string, Func<Value, Value>> Functions = new()
    {
        ["gelu"] = x => x.Graph.Op("Gelu", x.Width, [x.Name], ("approximate", "none")),
        ["gelu_new"] = x => x.Graph.Op("Gelu", x.Width, [x.Name], ("approximate", "tanh")),
        ["gelu_pytorch_tanh"] = x => x.Graph.Op("Gelu", x.Width, [x.Name], ("approximate", "tanh")),
        ["gelu_fast"] = x => x.Graph.Op("Gelu", x.Width, [x.Name], ("approximate", "tanh")),
        ["quick_gelu"] = x => x.Graph.OrtOp("QuickGelu", x.Width, [x.Name], ("alpha", 1.702f)),
        ["silu"] = x => x.Graph.OrtOp("QuickGelu", x.Width, [x.Name], ("alpha", 1f)),
        ["swish"] = x => x.Graph.OrtOp("QuickGelu", x.Width, [x.Name], ("alpha", 1f)),
        ["relu"] = x => x.Graph.Op("Relu", x.Width, [x.Name]),
        ["sigmoid"] = x => x.Graph.Op("Sigmoid", x.Width, [x.Name]),
        ["tanh"] = x => x.Graph.Op("Tanh", x.Width, [x.Name]),
        ["linear"] = x => x,
    };

    public static IReadOnlyCollection<string> Known => Functions.Keys;

    /// <summary>Applies a function; the name has been checked when the config was read.</summary>
    public static Value Activate(this Value x, string name) => Functions[name](x);
}
