namespace Headlight.Attention;

internal readonly record struct AttentionShape(
    int Batch, int Queries, int Keys, int Heads, int KeyValueHeads, int HeadSize, int FirstQuery = 0);

internal static class Attend
{
    public static void Pattern(
        ReadOnlySpan<float> q, ReadOnlySpan<float> k, AttentionShape shape, AttentionRule rule,
        int batch, int head, int firstQuery, int count, Span<float> rows) => throw new NotImplementedException();
}
