using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Headlight.Readings;
using Headlight.Web.Effects;
using Headlight.Web.Pages;
using Headlight.Web.Shelves;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Headlight.Web;

/// <summary>A running server: start it, open its address, dispose it.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private const long MostJsonBytes = 4_000_000;

    private readonly WebApplication app;
    private readonly ModelShelf models;
    private readonly ReadingShelf readings;
    private readonly CancellationTokenSource stopping;

    private WebServer(
        WebApplication app, ModelShelf models, ReadingShelf readings, CancellationTokenSource stopping, string token)
    {
        (this.app, this.models, this.readings, this.stopping, Token) = (app, models, readings, stopping, token);
        Root = new Uri(app.Urls.First().Replace("[::]", "[::1]").Replace("0.0.0.0", "127.0.0.1"));
    }

    /// <summary>Where it listens: `http://127.0.0.1:4270/`.</summary>
    public Uri Root { get; }

    /// <summary>What allows to name paths of this machine.</summary>
    public string Token { get; }

    /// <summary>The address to open, with the token.</summary>
    public string Address => $"{Root}?token={Token}";

    /// <summary>Whether others can reach an address.</summary>
    public static bool Exposes(string host) => !Guard.IsLoopback(host);

    /// <summary>Starts to load the model and to listen, and returns when listening.</summary>
    /// <exception cref="HeadlightException">The port is taken, or there is no such model or file.</exception>
    public static async Task<WebServer> StartAsync(WebOptions options, CancellationToken cancellation = default)
    {
        CheckModel(options.Model);
        var saved = options.ReadingFile is { } file ? Headlight.Readings.ReadingFile.Open(file) : null;
        if (options.Port is not null)
        {
            return await StartAsync(options, saved, options.Port.Value, cancellation);
        }
        try
        {
            return await StartAsync(options, saved, WebOptions.UsualPort, cancellation);
        }
        catch (RequestException wrong) when (wrong.InnerException is IOException)
        {
            return await StartAsync(options, saved, 0, cancellation);
        }
    }

    /// <summary>Stops what is being read and frees the models.</summary>
    public async ValueTask DisposeAsync()
    {
        readings.Stop();
        await stopping.CancelAsync();
        await app.StopAsync();
        await app.DisposeAsync();
        models.Dispose();
        stopping.Dispose();
    }

    private static async Task<WebServer> StartAsync(
        WebOptions options, Reading? saved, int port, CancellationToken cancellation)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var stopping = new CancellationTokenSource();
        var budget = options.MemoryBudget ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3;
        var models = new ModelShelf(budget, stopping.Token);
        var readings = new ReadingShelf(budget);
        var times = new ReadingTimes();
        var work = new ReadingWork(models, readings, times);
        var guard = new Guard(options.Host, token);
        var api = new Api(
            options, guard, models, readings, work, new EffectWork(models, work),
            new RankingWork(models, work, new KeptRankings(options.Rankings)),
            new MediationWork(models, new PairFiles(options.Measurements)), times);
        var app = Build(options, port, guard, api);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception wrong) when (wrong is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new RequestException($"{options.Host}, port {port}, cannot be listened on: " +
                $"{wrong.Message.TrimEnd('.')}. Choose another with --port.", new IOException(wrong.Message, wrong));
        }
        if (saved is null)
        {
            models.Warm(options.Model);
        }
        else
        {
            api.Open = ReadRequest.Hash(System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(options.ReadingFile!)));
            readings.Join(api.Open, job => work.Begin(saved, job)); // joined for good: it is never given up
        }
        return new WebServer(app, models, readings, stopping, token);
    }

    private static WebApplication Build(WebOptions options, int port, Guard guard, Api api)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MostJsonBytes;
            if (options.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                kestrel.Listen(IPAddress.Loopback, port);
            }
            else
            {
                kestrel.Listen(IPAddressOf(options.Host), port);
            }
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var assets = Assets.Embedded();
        app.Use(guard.InvokeAsync);
        app.Use(Refusal.InvokeAsync);
        app.UseRouting();
        api.Map(app);
        app.MapMethods("/{**path}", ["GET", "HEAD"], (HttpContext context, string? path) =>
            assets.AnswerAsync(context, path ?? ""));
        return app;
    }

    private static IPAddress IPAddressOf(string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            return address;
        }
        try
        {
            return Dns.GetHostAddresses(host, AddressFamily.InterNetwork)[0];
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException or IndexOutOfRangeException)
        {
            throw new RequestException($"`{host}` is no address of this machine. Give --host a number such as " +
                "127.0.0.1, or 0.0.0.0 for all addresses.");
        }
    }

    // A name that is wrong is said before anything is started.
    private static void CheckModel(string model)
    {
        if (BundledModel.All.All(each => each.Name != model))
        {
            TransformerModel.Describe(model);
        }
    }
}
