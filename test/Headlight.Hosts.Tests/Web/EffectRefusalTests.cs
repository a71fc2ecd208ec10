using System.Net;

namespace Headlight.Hosts.Tests.Web;

/// <summary>What is refused of edits, writing and effects, with the library's sentences.</summary>
[Collection(EffectTestsTogether.Name)]
public sealed class EffectRefusalTests(EffectServer effects)
{
    [Theory]
    [InlineData("edits", "1", "The edits are no JSON list")]
    [InlineData("edits", "[1]", "An edit lacks a field, or has one of another kind")]
    [InlineData("edits", """[{"edit": "scale", "heads": "L1"}]""", "An edit lacks a field")]
    [InlineData("edits", """[{"edit": "scal", "heads": "L1", "factor": 0}]""", "Did you mean `scale`?")]
    [InlineData("edits", """[{"edit": "scale", "heads": "H1", "factor": 0}]""", "`H1` names no heads")]
    [InlineData("edits", """[{"edit": "mean", "heads": "L1", "over": "\ud800"}]""", "whole characters")]
    [InlineData("edits", """[{"edit": "scale", "heads": "L77H1", "factor": 0}]""", "has layers 0 to 29.")]
    [InlineData("edits", """[{"edit": "mean", "heads": "L1H9"}]""", "have heads 0 to 8.")]
    [InlineData("edits", """[{"edit": "cut", "heads": "L1", "queries": [9], "keys": [0]}]""", "no token 9 to edit")]
    [InlineData("edits",
        """[{"edit": "scale", "heads": "L1", "factor": 0}, {"edit": "mean", "heads": "L1H1"}]""",
        "Two edits contradict each other")]
    [InlineData("generate", "1", "\"generate\" is of JSON kind Number; an object was expected.")]
    [InlineData("generate", """{"token": 1}""", "Did you mean `tokens`?")]
    [InlineData("generate", """{"tokens": 1.5}""", "\"tokens\" has 1.5; a whole number was expected.")]
    [InlineData("generate", """{"tokens": 0}""", "at least 1 was expected")]
    [InlineData("generate", """{"temperature": "1"}""", "\"temperature\" is of JSON kind String; a number was")]
    [InlineData("generate", """{"temperature": 1e999}""", "a number was expected")]
    [InlineData("generate", """{"topK": 3}""", "set a temperature")]
    [InlineData("generate", """{"temperature": 1, "topP": 2}""", "top-p is 2")]
    public async Task Readings(string field, string json, string sentence) =>
        Assert.Contains(sentence, await Refused("readings", $$"""
            {"model": "smollm2", "text": "{{EffectServer.Prompt}}", "{{field}}": {{json}} }
            """));

    [Theory]
    [InlineData("minilm", "null", "writes no next word")]
    [InlineData("smollm2", "\"b\"", "leave the pair out")]
    public async Task Writing(string model, string pair, string sentence) =>
        Assert.Contains(sentence, await Refused("readings", $$"""
            {"model": "{{model}}", "text": "a", "pair": {{pair}}, "generate": {} }
            """));

    [Theory]
    [InlineData("smollm2", """{"kind": "continuations", "first": "said", "second": " asked"}""",
        "`said` has other tokens after the text")]
    [InlineData("smollm2", """{"kind": "continuations", "first": " said", "second": " said so"}""", "do not part")]
    [InlineData("smollm2", """{"kind": "masked", "first": "a", "second": "b"}""", "has no outcome “log odds of “a”")]
    [InlineData("minilm", """{"kind": "next"}""", "has no outcome “KL(as it is ‖ changed) of the next word”")]
    [InlineData("smollm2", """{"kind": "similarity", "other": ""}""", "The text is empty")]
    [InlineData("smollm2", """{"kind": "similarity"}""", "\"outcome\" has no \"other\"")]
    [InlineData("smollm2", """{"kind": "nest"}""", "Did you mean `next`?")]
    [InlineData("smollm2", """{}""", "There is no outcome of kind ``.")]
    [InlineData("smollm2", "[]", "\"outcome\" is of JSON kind Array")]
    public async Task Outcomes(string model, string outcome, string sentence)
    {
        var request = $$"""{"model": "{{model}}", "text": "{{EffectServer.Prompt}}"}""";
        Assert.Contains(sentence, await Refused(
            "effects", $$"""{"request": {{request}}, "outcome": {{outcome}} }"""));
        Assert.Contains(sentence, await Refused(
            "rankings", $$"""{"request": {{request}}, "outcome": {{outcome}}, "question": {"kind": "zero"} }"""));
    }

    [Theory]
    [InlineData("null", "There is no \"question\"")]
    [InlineData("""{"kind": "offf"}""", "Did you mean `off`?")]
    [InlineData("""{"kind": "cut", "queries": [8]}""", "\"question\" has no \"keys\"")]
    [InlineData("""{"kind": "cut", "queries": [8], "keys": ["4"]}""", "\"keys\" is of JSON kind String; a list of")]
    [InlineData("""{"kind": "cut", "queries": [8], "keys": 4}""", "\"keys\" is of JSON kind Number; a list of")]
    [InlineData("""{"kind": "cut", "queries": [8], "keys": [9]}""", "no token 9 to edit: the text has tokens 0 to 8")]
    [InlineData("""{"kind": "pattern", "of": "She said"}""",
        "“She said” has 2 tokens, but the text has 9: patterns can be taken over from a text of the same length only.")]
    [InlineData("""{"kind": "pattern"}""", "\"question\" has no \"of\"")]
    public async Task Questions(string question, string sentence) =>
        Assert.Contains(sentence, await Refused("rankings", $$"""
            {"request": {"model": "smollm2", "text": "{{EffectServer.Prompt}}"}, "question": {{question}} }
            """));

    [Theory]
    [InlineData("effects", "{}", "There is no \"request\"")]
    [InlineData("effects", """{"request": {"model": "smollm2"}}""", "has no \"text\"")]
    [InlineData("effects", """{"request": null, "question": {}}""", "unknown field `question`")]
    [InlineData("effects", """{"request": {"model": "smollm2", "text": "a", "edits": "x"}}""", "no JSON list")]
    [InlineData("rankings",
        """{"request": {"model": "smollm2", "text": "a", "edits": [{"edit": "mean", "heads": "L1"}]}}""",
        "stands alone: leave the other edits out")]
    public async Task Bodies(string path, string body, string sentence) =>
        Assert.Contains(sentence, await Refused(path, body));

    [Theory]
    [InlineData("effects")]
    [InlineData("rankings")]
    public async Task What_is_no_JSON_and_what_needs_the_token(string path)
    {
        Assert.Contains("The request is not JSON", await Refused(path, "{"));
        var request = new { request = new { model = "/tmp", text = "a" }, question = new { kind = "off" } };
        Assert.Contains("needs the token", await RunningServer.RefusalAsync(
            HttpStatusCode.Forbidden, effects.Server.PostAsync(
                $"api/{path}", path == "rankings" ? request : new { request.request })));
    }

    private Task<string> Refused(string path, string body) => RunningServer.RefusalAsync(
        HttpStatusCode.BadRequest, effects.Server.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"api/{path}")
        {
            Content = new StringContent(body),
        }));
}
