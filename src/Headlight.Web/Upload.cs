using System.Security.Cryptography;
using Headlight.Readings;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Headlight.Web;

/// <summary>A saved reading that a page sends: to a temporary file, opened, and the file is gone.</summary>
internal static class Upload
{
    /// <summary>The most bytes that a file may have.</summary>
    public const long MostBytes = 2_000_000_000;

    public static async Task<(Reading Reading, string Id)> ReceiveAsync(HttpContext context, string name)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostBytes;
        }
        var path = Path.Combine(Path.GetTempPath(), $"headlight-{Guid.NewGuid():N}.safetensors");
        try
        {
            var id = await SaveAsync(context.Request.Body, path, context.RequestAborted);
            return (ReadingFile.Open(path, Path.GetFileName(name.Replace('\\', '/'))), id);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<string> SaveAsync(Stream body, string path, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using var file = new FileStream(path, options);
        var buffer = new byte[1 << 16];
        while (await body.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            await file.WriteAsync(buffer.AsMemory(0, count), cancellation);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
