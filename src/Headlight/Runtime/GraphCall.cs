using Headlight.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Runtime;

/// <summary>A graph with its session and its weights in place; only the values of a run are missing.</summary>
internal sealed class GraphCall
{
    private readonly InferenceSession session;
    private readonly string[] inputNames;
    private readonly string[] outputNames;
    private readonly OrtValue?[] weights;

    public GraphCall(Graph graph, Sessions sessions, Weights weights)
    {
        Graph = graph;
        session = sessions.For(graph);
        inputNames = [.. graph.Inputs.Select(input => input.Name)];
        outputNames = [.. graph.Outputs.Select(output => output.Name)];
        this.weights = [.. graph.Inputs.Select(
            input => input.Source is InputSource.Weight weight ? weights[weight].Value : null)];
    }

    public Graph Graph { get; }

    /// <summary>Runs it on the values that <paramref name="find"/> gives for inputs that are no weights.</summary>
    public void Run(Func<GraphInput, OrtValue> find, IReadOnlyCollection<OrtValue> outputs)
    {
        var inputs = new OrtValue[weights.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = weights[i] ?? find(Graph.Inputs[i]);
        }
        using var options = new RunOptions();
        session.Run(options, inputNames, inputs, outputNames, outputs);
    }
}
