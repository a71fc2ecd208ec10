using System.Text.Json.Nodes;
using Headlight.Readings;
using Headlight.Web.Effects;
using Headlight.Web.Frames;
using Headlight.Web.Shelves;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Headlight.Web;

/// <summary>The endpoints of docs/wire.md: each takes a request apart, asks the library, and answers.</summary>
internal sealed class Api(
    WebOptions options, Guard guard, ModelShelf models, ReadingShelf readings, ReadingWork work, EffectWork effects,
    RankingWork rankings, MediationWork mediations, ReadingTimes times)
{
    private readonly Lazy<Task<JsonArray>> bundled = new(() => Task.Run(Bundled));

    /// <summary>The reading that the command line named, or null.</summary>
    public string? Open { get; set; }

    public void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("start", StartAsync);
        api.MapPost("tokenize", TokenizeAsync);
        api.MapPost("readings", ReadAsync);
        api.MapPost("effects", MeasureAsync);
        api.MapPost("rankings", RankAsync);
        api.MapGet("mediation", async context => await JsonAsync(context, await CommittedRun.JsonAsync()));
        api.MapPost("mediations", MediateAsync);
        api.MapPost("files", UploadAsync);
        api.MapGet("readings/{id}", (HttpContext context, string id) => FollowAsync(context, Held(id)));
        api.MapGet("readings/{id}/layers/{layer}", LayerAsync);
        api.MapGet("readings/{id}/rows/{query}", RowsAsync);
        _ = bundled.Value;
    }

    private static JsonArray Bundled() => new([.. BundledModel.All.Where(each => Path.Exists(each.Path))
        .AsParallel().AsOrdered().Select(each =>
            ModelJson.Of(TransformerModel.Describe(each.Name), each.Note))]);

    private async Task StartAsync(HttpContext context)
    {
        var open = Open is { } id
            ? new JsonObject { ["reading"] = id }
            : new JsonObject { ["model"] = options.Model, ["text"] = options.Text, ["pair"] = options.Pair };
        await JsonAsync(context, new JsonObject
        {
            ["version"] = typeof(TransformerModel).Assembly.GetName().Version!.ToString(3),
            ["models"] = (await bundled.Value).DeepClone(),
            ["examples"] = new JsonArray([.. Examples.All.Select(each => new JsonObject
            {
                ["title"] = each.Title,
                ["model"] = each.Model,
                ["text"] = each.Text,
                ["pair"] = each.Pair,
                ["other"] = each.Other,
                ["write"] = each.Write,
                ["link"] = each.Link is { } link ? new JsonArray(link.From, link.To) : null,
            })]),
            ["open"] = open,
        });
    }

    private async Task TokenizeAsync(HttpContext context)
    {
        var request = await RequestAsync(context);
        using var lease = await models.BorrowAsync(request.Model, null, context.RequestAborted);
        var count = lease.Model.Count(request.Text, request.Pair, request.Options);
        await JsonAsync(context, new JsonObject
        {
            ["count"] = count,
            ["positions"] = lease.Model.Info.Positions,
            ["milliseconds"] = times.Estimate(request.Model, count),
            ["cut"] = count > lease.Model.Info.Positions
                ? lease.Model.FitsUntil(request.Text, request.Pair, request.Options)
                : null,
        });
    }

    private async Task ReadAsync(HttpContext context)
    {
        var request = await RequestAsync(context);
        await FollowAsync(context, readings.Join(request.Id, job => work.Begin(request, job)));
    }

    private async Task MeasureAsync(HttpContext context)
    {
        var request = await EffectRequest.OfEditsAsync(context.Request.Body, context.RequestAborted);
        guard.CheckModel(request.Read.Model, context.Request);
        await JsonAsync(context, await effects.MeasureAsync(request, context.RequestAborted));
    }

    private async Task RankAsync(HttpContext context)
    {
        var request = await EffectRequest.OfHeadsAsync(context.Request.Body, context.RequestAborted);
        guard.CheckModel(request.Read.Model, context.Request);
        await FollowAsync(context, rankings.Begin(request));
    }

    private async Task MediateAsync(HttpContext context)
    {
        var request = await MediationRequest.ReadAsync(context.Request.Body, context.RequestAborted);
        guard.CheckModel(request.Model, context.Request);
        await FollowAsync(context, mediations.Begin(request));
    }

    private async Task UploadAsync(HttpContext context, string? name)
    {
        var (reading, id) = await Upload.ReceiveAsync(context, name ?? "reading.safetensors");
        await FollowAsync(context, readings.Join(id, job => work.Begin(reading, job)));
    }

    private async Task LayerAsync(HttpContext context, string id, string layer)
    {
        var reading = Complete(id);
        var index = Index(layer, reading.Layers.Count, "layer");
        Begin(context);
        await DetailFrames.WriteLayerAsync(
            context.Response, reading, reading.Layers[index], context.RequestAborted);
    }

    private async Task RowsAsync(HttpContext context, string id, string query)
    {
        var reading = Complete(id);
        var index = Index(query, reading.Tokens.Count, "query");
        Begin(context);
        await DetailFrames.WriteRowsAsync(context.Response, reading, index, context.RequestAborted);
    }

    private async Task<ReadRequest> RequestAsync(HttpContext context)
    {
        var request = await ReadRequest.ReadAsync(context.Request.Body, context.RequestAborted);
        guard.CheckModel(request.Model, context.Request);
        return request;
    }

    // The first frame decides whether the answer is a stream or a refusal.
    private static async Task FollowAsync(HttpContext context, ReadingJob job)
    {
        try
        {
            await foreach (var frame in job.FollowAsync(context.RequestAborted))
            {
                Begin(context);
                await context.Response.Body.WriteAsync(frame, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (Exception wrong) when (context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            var error = ReadingFrames.Error(Refusal.Of(wrong).Sentence);
            await context.Response.Body.WriteAsync(error, context.RequestAborted);
        }
        finally
        {
            job.Leave();
        }
    }

    private static void Begin(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = Frame.ContentType;
            context.Response.Headers.CacheControl = "no-store";
        }
    }

    private static Task JsonAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(answer.ToJsonString(Frame.Json), context.RequestAborted);
    }

    private ReadingJob Held(string id) => readings.Join(id) ?? throw new GoneException(
        "The server no longer holds this reading. Read the text again.");

    private Reading Complete(string id)
    {
        var job = Held(id);
        try
        {
            return job.Reading ?? throw new RequestException("This reading is not complete yet: wait for its end.");
        }
        finally
        {
            job.Leave();
        }
    }

    private static int Index(string given, int count, string what) =>
        int.TryParse(given, out var index) && index >= 0 && index < count
            ? index
            : throw new RequestException($"There is no {what} `{given}`: they are 0 to {count - 1}.");
}
