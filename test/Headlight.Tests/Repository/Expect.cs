namespace Headlight.Tests.Repository;

internal static class Expect
{
    /// <summary>Fails with every complaint in full, where there are any.</summary>
    public static void None(IEnumerable<string> complaints)
    {
        var all = string.Join("\n", complaints);
        Assert.True(all == "", all);
    }
}
