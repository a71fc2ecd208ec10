using Headlight.Attention;
using Microsoft.ML.OnnxRuntime;

namespace Headlight.Runtime;

/// <summary>Rotary angles of a run's rows: <paramref name="batch"/> times the same positions.</summary>
internal sealed class RowAngles(int first, int tokens, int batch = 1) : IDisposable
{
    private readonly Dictionary<(RotaryPositions Rotary, bool Sine), OrtValue> values = [];

    public int Rows => tokens * batch;

    /// <summary>Cosines or sines, [rows, size / 2].</summary>
    public OrtValue Of(RotaryPositions rotary, bool sine)
    {
        if (!values.TryGetValue((rotary, sine), out var value))
        {
            var once = TokenRows.Angles(rotary, sine, first, tokens);
            var all = new float[once.Length * batch];
            for (var run = 0; run < batch; run++)
            {
                once.CopyTo(all, run * once.Length);
            }
            values.Add((rotary, sine), value = Runtime.Rows.Wrap(all, Rows));
        }
        return value;
    }

    public void Dispose()
    {
        foreach (var value in values.Values)
        {
            value.Dispose();
        }
        values.Clear();
    }
}
