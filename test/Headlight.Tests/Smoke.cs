namespace Headlight.Tests;

public class Smoke
{
    [Fact]
    public void Errors_are_exceptions() => Assert.True(typeof(HeadlightException).IsAssignableTo(typeof(Exception)));
}
