using System.Text.Json.Nodes;
using Headlight.Web.Frames;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Headlight.Web;

/// <summary>What went wrong, as a status and a sentence.</summary>
internal static class Refusal
{
    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
        catch (Exception wrong) when (!context.Response.HasStarted)
        {
            var (status, sentence) = Of(wrong);
            await WriteAsync(context, status, sentence);
        }
        catch (Exception)
        {
            // Half an answer must not look whole.
            context.Features.Get<IHttpRequestLifetimeFeature>()?.Abort();
        }
    }

    public static Task WriteAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(new JsonObject { ["message"] = sentence }.ToJsonString(Frame.Json));
    }

    /// <summary>Status and sentence of what was thrown.</summary>
    public static (int Status, string Sentence) Of(Exception wrong) => wrong switch
    {
        ForbiddenException => (StatusCodes.Status403Forbidden, wrong.Message),
        GoneException => (StatusCodes.Status410Gone, wrong.Message),
        HeadlightException => (StatusCodes.Status400BadRequest, wrong.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            (StatusCodes.Status413PayloadTooLarge,
                "The request is too large: texts may have 1 MB, files 2 GB. Shorten it."),
        BadHttpRequestException bad => (bad.StatusCode, $"The request could not be read: {bad.Message}"),
        OutOfMemoryException => (StatusCodes.Status413PayloadTooLarge,
            "There is not enough memory for this: try a shorter text."),
        OperationCanceledException => (StatusCodes.Status409Conflict,
            "The work was stopped before it was done; ask again."),
        IOException => (StatusCodes.Status400BadRequest, wrong.Message),
        _ => (StatusCodes.Status500InternalServerError,
            $"This is a bug in Headlight: {wrong.GetType().Name}: {wrong.Message.ReplaceLineEndings(" ")}"),
    };
}
