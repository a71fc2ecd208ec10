using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Headlight.Web.Pages;

/// <summary>The built page, embedded in this assembly: content types, caching, Brotli twins.</summary>
internal sealed partial class Assets
{
    private const string Prefix = "web/";

    private const string NotBuilt = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Headlight</title>
        <p>Headlight runs, but its web page was not built. In the folder of the clone, run
        <code>npm ci --prefix web &amp;&amp; npm run build --prefix web</code>,
        then start <code>./headlight</code> again.
        """;

    private readonly Dictionary<string, Lazy<Asset>> assets;

    public Assets(IEnumerable<(string Name, Func<byte[]> Bytes)> files) => assets = files.ToDictionary(
        file => file.Name, file => new Lazy<Asset>(() => new Asset(file.Bytes())));

    /// <summary>The files of the page; none where it was not built before this program.</summary>
    public static Assets Embedded()
    {
        var assembly = typeof(Assets).Assembly;
        return new Assets(assembly.GetManifestResourceNames()
            .Select(name => (Name: name, Path: name.Replace('\\', '/')))
            .Where(each => each.Path.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(each => (each.Path[Prefix.Length..], (Func<byte[]>)(() => Load(assembly, each.Name)))));
    }

    /// <summary>Answers with a file of the page.</summary>
    public async Task AnswerAsync(HttpContext context, string path)
    {
        var name = path.Length == 0 ? "index.html" : path;
        if (!assets.TryGetValue(name, out var asset) || name.EndsWith(".br", StringComparison.Ordinal))
        {
            await (name == "index.html"
                ? NotBuiltAsync(context)
                : Refusal.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no `/{path}` here."));
            return;
        }
        var (request, response) = (context.Request, context.Response);
        var twin = TakesBrotli(request) && assets.TryGetValue(name + ".br", out var packed) ? packed.Value : null;
        var sent = twin ?? asset.Value;
        response.Headers.ETag = sent.Tag;
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.CacheControl =
            Hashed().IsMatch(name) ? "public, max-age=31536000, immutable" : "no-cache";
        if (request.Headers.IfNoneMatch.ToString().Split(',', StringSplitOptions.TrimEntries).Contains(sent.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        response.ContentType = ContentType(name);
        response.ContentLength = sent.Bytes.Length;
        if (twin is not null)
        {
            response.Headers.ContentEncoding = "br";
        }
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(sent.Bytes, context.RequestAborted);
        }
    }

    internal static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".map" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".wasm" => "application/wasm",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };

    private static Task NotBuiltAsync(HttpContext context)
    {
        context.Response.ContentType = ContentType("index.html");
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(NotBuilt);
    }

    private static bool TakesBrotli(HttpRequest request) => request.GetTypedHeaders().AcceptEncoding
        .Any(each => each.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && each.Quality is not 0);

    private static byte[] Load(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // A name that holds a hash of the content: app-3FQW2ZKD.js.
    [GeneratedRegex(@"-[A-Za-z0-9_]{8,}\.\w+$")]
    private static partial Regex Hashed();

    private sealed class Asset(byte[] bytes)
    {
        public byte[] Bytes => bytes;

        public string Tag { get; } = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..20]}\"";
    }
}
