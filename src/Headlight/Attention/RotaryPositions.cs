namespace Headlight.Attention;

/// <summary>
/// Rotary position embedding in the rotate-half form: dimension i pairs with i + Frequencies.Length,
/// the angle is position · Frequencies[i], and both are multiplied by Factor (yarn's attention factor, else
/// 1). Dimensions from 2 · Frequencies.Length on are left as they are (partial rotary).
/// Su et al., RoFormer (arXiv 2104.09864).
/// </summary>
public sealed record RotaryPositions(float[] Frequencies, float Factor)
{
    /// <summary>Rotates [tokens, heads, headSize] in place, the first token at firstPosition.</summary>
    internal void Apply(Span<float> rows, int heads, int headSize, int firstPosition = 0) =>
        Rotate(rows, heads, headSize, firstPosition, 1, Factor);

    /// <summary>
    /// Takes the rotation of <see cref="Apply"/> back: q and k as projections gave them, up to rounding.
    /// </summary>
    internal void Undo(Span<float> rows, int heads, int headSize, int firstPosition = 0) =>
        Rotate(rows, heads, headSize, firstPosition, -1, 1 / Factor);

    private void Rotate(
        Span<float> rows, int heads, int headSize, int firstPosition, int direction, float factor)
    {
        var width = heads * headSize;
        if (2 * Frequencies.Length > headSize || rows.Length % width != 0)
        {
            throw new ArgumentException(
                $"{rows.Length} floats are no rows of {heads} heads of {headSize}, "
                + $"{2 * Frequencies.Length} of them rotated.");
        }
        Span<float> cos = new float[Frequencies.Length], sin = new float[Frequencies.Length];
        for (var token = 0; token < rows.Length / width; token++)
        {
            for (var i = 0; i < Frequencies.Length; i++)
            {
                var angle = (float)(firstPosition + token) * Frequencies[i];
                cos[i] = MathF.Cos(angle) * factor;
                sin[i] = MathF.Sin(angle) * factor * direction;
            }
            for (var head = 0; head < heads; head++)
            {
                RotateHead(rows.Slice(token * width + head * headSize, headSize), cos, sin);
            }
        }
    }

    private static void RotateHead(Span<float> row, Span<float> cos, Span<float> sin)
    {
        for (var i = 0; i < cos.Length; i++)
        {
            var (x, y) = (row[i], row[i + cos.Length]);
            row[i] = x * cos[i] - y * sin[i];
            row[i + cos.Length] = y * cos[i] + x * sin[i];
        }
    }
}
