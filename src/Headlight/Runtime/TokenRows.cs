using Headlight.Attention;
using Headlight.Checkpoints;
using Headlight.Graphs;
using Headlight.Readings;

namespace Headlight.Runtime;

/// <summary>
/// What a run feeds that depends on the tokens but not on the layers: embedding rows and rotary angles.
/// </summary>
internal static class TokenRows
{
    /// <summary>
    /// Rows of an embedding table, decoded from the checkpoint one by one: [tokens, width]. The first token stands at
    /// position <paramref name="first"/>.
    /// </summary>
    public static float[] Gather(Checkpoint checkpoint, InputSource.Rows source, TokenInput tokens, int first)
    {
        var table = checkpoint.Require(source.Path, source.Count, source.Width);
        var rows = new float[tokens.Ids.Length * source.Width];
        for (var token = 0; token < tokens.Ids.Length; token++)
        {
            var row = source.Index switch
            {
                RowIndex.Token => tokens.Ids[token],
                RowIndex.Type => tokens.TypeIds[token],
                _ => first + token,
            };
            table.ReadRows(row, 1, rows.AsSpan(token * source.Width, source.Width));
        }
        return rows;
    }

    /// <summary>
    /// Cosines or sines of position · frequency, [tokens, size / 2], in single precision as the original.
    /// </summary>
    public static float[] Angles(RotaryPositions rotary, bool sine, int first, int tokens)
    {
        var half = rotary.Frequencies.Length;
        var rows = new float[tokens * half];
        for (var token = 0; token < tokens; token++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = (first + token) * rotary.Frequencies[i];
                rows[token * half + i] = (sine ? MathF.Sin(angle) : MathF.Cos(angle)) * rotary.Factor;
            }
        }
        return rows;
    }
}

/// <summary>What is fed: ids, and the segment of each token.</summary>
internal sealed record TokenInput(int[] Ids, int[] TypeIds)
{
    /// <summary>Tokens as they were fed.</summary>
    public static TokenInput Of(IEnumerable<Token> tokens) =>
        new([.. tokens.Select(token => token.Id)], [.. tokens.Select(token => token.TypeId)]);

    /// <summary>Tokens of the first segment.</summary>
    public static TokenInput Of(int[] ids) => new(ids, new int[ids.Length]);
}
