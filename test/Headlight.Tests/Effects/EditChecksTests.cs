using Headlight.Attention;

namespace Headlight.Tests.Effects;

/// <summary>Edits that cannot be made are refused in a sentence.</summary>
public class EditChecksTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static TheoryData<string, Edit[]> Wrong => new()
    {
        { "L7 is not there: llama has layers 0 to 2", [new ScaleHeads(new(7, null), 0)] },
        { "L1H9 is not there: layers of llama have heads 0 to 3", [new ScaleHeads(new(1, 9), 0)] },
        { "no token 99 to edit", [new CutLinks(HeadChoice.All, null, [99], true)] },
        { "The weight is 2, not 0 to 1", [new ForceLink(new(0, 0), 2, 1, 2)] },
        { "comes after it", [new ForceLink(new(0, 0), 1, 2, 0.5f)] },
        { "The factor is NaN", [new ScaleHeads(new(0, 0), float.NaN)] },
        {
            "no mean of L0H0",
            [new MeanHeads(new(0, 0), new Dictionary<(int, int), float[]>(), "nothing")]
        },
        {
            "the text has", [new TakePatterns(new(0, 0), new Dictionary<(int, int), float[]>(), 500, "a long text")]
        },
        { "there is no link to cut", [new CutLinks(new(0, 0), [1], [2], true)] },
        {
            "contradict each other",
            [new ForceLink(new(0, 0), 2, 1, 0.5f), new CutLinks(HeadChoice.All, [2], [0], true)]
        },
        {
            "of 2 tokens, but the text has",
            [new TakePatterns(new(0, 0), new Dictionary<(int, int), float[]>(), 2, "a short text")]
        },
        { "A site is of one layer", [new ReplaceSite(HeadChoice.All, Site.Q, [0], [[1]])] },
        { "not of one head", [new ReplaceSite(new(0, 1), Site.Output, [0], [[1]])] },
        { "key-value heads 0 to 1", [new ReplaceSite(new(0, 3), Site.K, [0], [[1]])] },
        { "There are 0 rows of numbers for 1 tokens", [new ReplaceSite(new(0, 3), Site.Z, [0], [])] },
        { "A row has 1 numbers, but v has", [new ReplaceSite(new(0, null), Site.V, [0], [[1]])] },
        { "no token 99 to edit", [new ReplaceSite(new(0, null), Site.V, [99], [[1]])] },
        { "A token is named twice", [new ReplaceSite(new(0, null), Site.V, [0, 0], [[1], [1]])] },
        { "contradict each other", [new ScaleHeads(new(1, 2), 0), new ScaleHeads(new(1, null), 2)] },
        {
            "contradict each other",
            [new ForceLink(new(0, 0), 2, 1, 0.5f), new CutLinks(HeadChoice.All, [2], [1], false)]
        },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_is_refused(string said, Edit[] edits)
    {
        using var model = TransformerModel.Load(Fixtures.PathOf("families/llama"));
        var failure = await Assert.ThrowsAsync<RequestException>(
            () => model.EditAsync(model.Read("The doctor"), edits, cancellation: Stop));
        Assert.Contains(said, failure.Message);
    }

    [Theory]
    [InlineData("L9H3", 9, 3)]
    [InlineData("9.3", 9, 3)]
    [InlineData("l9", 9, null)]
    [InlineData("all", null, null)]
    public void Heads_are_named_as_people_name_them(string text, int? layer, int? head) =>
        Assert.Equal(new HeadChoice(layer, head), HeadChoice.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("H3")]
    [InlineData("L9H")]
    [InlineData("L9H3H1")]
    [InlineData("L-1")]
    public void Other_names_are_refused(string text) =>
        Assert.Contains("names no heads", Assert.Throws<RequestException>(() => HeadChoice.Parse(text)).Message);
}
