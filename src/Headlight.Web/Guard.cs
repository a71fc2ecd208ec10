using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Headlight.Web;

/// <summary>
/// Keeps other pages out: names that were made to point here, requests from elsewhere, paths without the token.
/// </summary>
internal sealed class Guard(string host, string token)
{
    public const string TokenHeader = "X-Headlight-Token";

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; " +
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly byte[] expected = Encoding.UTF8.GetBytes(token);

    /// <summary>Whether an address can be reached from this machine alone.</summary>
    public static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (!IsOurs(context.Request.Host, context.Connection.LocalPort))
        {
            return Refusal.WriteAsync(context, StatusCodes.Status403Forbidden, $"This server does not answer for " +
                $"the name `{context.Request.Host}`; use the address that it printed.");
        }
        var origin = context.Request.Headers.Origin;
        if (origin.Count > 0 && origin != $"http://{context.Request.Host}")
        {
            return Refusal.WriteAsync(context, StatusCodes.Status403Forbidden,
                "This request comes from another page; only the page of this server may ask.");
        }
        return next(context);
    }

    /// <summary>Bundled names are for all; paths and names of the local cache for who has the token.</summary>
    /// <exception cref="ForbiddenException">The token is missing or wrong.</exception>
    public void CheckModel(string model, HttpRequest request)
    {
        var bundled = BundledModel.All.Select(each => each.Name).ToArray();
        if (bundled.Contains(model))
        {
            return;
        }
        var given = Encoding.UTF8.GetBytes(request.Headers[TokenHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, expected))
        {
            throw new ForbiddenException($"There is no bundled model `{model}`.{Nearest.Hint(model, bundled)} " +
                "A path or a name from the local cache needs the token of the address that was printed.");
        }
    }

    // Against names that were made to point at this machine: numbers cannot be, and ours are known.
    private bool IsOurs(HostString asked, int port)
    {
        if ((asked.Port ?? 80) != port)
        {
            return false;
        }
        return IsLoopback(host) ? IsLoopback(asked.Host)
            : IPAddress.TryParse(asked.Host.Trim('[', ']'), out _) || IsLoopback(asked.Host)
                || asked.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
                || asked.Host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A request that only the holder of the token may make.</summary>
internal sealed class ForbiddenException(string message) : HeadlightException(message);

/// <summary>A reading that the server no longer holds.</summary>
internal sealed class GoneException(string message) : HeadlightException(message);
