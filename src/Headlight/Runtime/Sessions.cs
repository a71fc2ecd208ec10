using System.Security.Cryptography;
using Headlight.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Runtime;

/// <summary>One ONNX Runtime session per distinct graph: layers of one shape share theirs.</summary>
internal sealed class Sessions : IDisposable
{
    private readonly Dictionary<string, InferenceSession> sessions = [];
    private readonly int threads;

    public Sessions(int threads) => this.threads = threads;

    /// <summary>
    /// The session of a graph, made at its first use. Not for several threads; call it while loading.
    /// </summary>
    public InferenceSession For(Graph graph)
    {
        var key = Convert.ToHexString(SHA256.HashData(graph.Model));
        if (!sessions.TryGetValue(key, out var session))
        {
            using var options = Options();
            session = new InferenceSession(graph.Model, options);
            sessions.Add(key, session);
        }
        return session;
    }

    public void Dispose()
    {
        foreach (var session in sessions.Values)
        {
            session.Dispose();
        }
    }

    // A spinning pool would keep the processors from the attention between two sessions.
    private SessionOptions Options()
    {
        var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
