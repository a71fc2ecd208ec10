using System.Text;
using Headlight.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Headlight.Hosts.Tests.Web;

/// <summary>How the files of the page are served.</summary>
public class AssetsTests
{
    private static readonly Assets Page = new(
    [
        ("index.html", () => "<p>page"u8.ToArray()),
        ("index.html.br", () => "packed"u8.ToArray()),
        ("app-3FQW2ZKD.js", () => "code"u8.ToArray()),
        ("fonts/plain.woff2", () => "font"u8.ToArray()),
    ]);

    [Theory]
    [InlineData("", null, "<p>page", "text/html; charset=utf-8", "no-cache")]
    [InlineData("index.html", "gzip, br", "packed", "text/html; charset=utf-8", "no-cache")]
    [InlineData("index.html", "br;q=0", "<p>page", "text/html; charset=utf-8", "no-cache")]
    [InlineData("app-3FQW2ZKD.js", "br", "code", "text/javascript; charset=utf-8",
        "public, max-age=31536000, immutable")]
    [InlineData("fonts/plain.woff2", null, "font", "font/woff2", "no-cache")]
    public async Task Files_have_their_type_and_may_be_kept(
        string path, string? accepted, string body, string type, string cache)
    {
        var (response, sent) = await Get(Page, path, accepted);
        Assert.Equal((200, body, type), (response.StatusCode, sent, response.ContentType));
        Assert.Equal(cache, response.Headers.CacheControl);
        Assert.Equal(body == "packed" ? "br" : "", response.Headers.ContentEncoding.ToString());
    }

    [Fact]
    public async Task A_file_that_is_known_already_is_not_sent_again()
    {
        var (first, _) = await Get(Page, "", "br");
        var (again, sent) = await Get(Page, "", "br", first.Headers.ETag);
        Assert.Equal((304, ""), (again.StatusCode, sent));
        Assert.NotEqual(first.Headers.ETag, (await Get(Page, "")).Response.Headers.ETag);
    }

    [Theory]
    [InlineData("none.js")]
    [InlineData("index.html.br")]
    [InlineData("../index.html")]
    public async Task What_is_not_there_is_said(string path) =>
        Assert.Equal(404, (await Get(Page, path)).Response.StatusCode);

    [Fact]
    public async Task A_page_that_was_not_built_says_how_to_build_it()
    {
        var (response, sent) = await Get(new Assets([]), "");
        Assert.Equal(200, response.StatusCode);
        Assert.Contains("npm run build --prefix web", sent);
    }

    private static async Task<(HttpResponse Response, string Body)> Get(
        Assets assets, string path, string? accepted = null, string? known = null)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Method = "GET";
        context.Request.Headers.AcceptEncoding = accepted;
        context.Request.Headers.IfNoneMatch = known;
        await assets.AnswerAsync(context, path);
        return (context.Response, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
    }
}
