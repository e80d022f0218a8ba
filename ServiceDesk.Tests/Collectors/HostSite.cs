using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ServiceDesk.Tests.Collectors;

/// <summary>Somebody else's web site: plain pages on another port, and so of another origin. Dispose of it in the test.</summary>
public sealed class HostSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostSite(WebApplication app) => _app = app;

    /// <summary>Its origin, as browsers name it.</summary>
    public string Origin => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>What stands in the page's head and body.</summary>
    public string Head { get; set; } = "";

    /// <summary>What stands in its body.</summary>
    public string Body { get; set; } = "";

    /// <summary>Its content security policy; null for none.</summary>
    public string? Policy { get; set; }

    /// <summary>The page's language.</summary>
    public string Language { get; set; } = "en";

    /// <summary>What its server signs for the visitor who is logged in, each time anew.</summary>
    public Func<string> Sign { get; set; } = () => "";

    /// <summary>With which status it answers who asks for that.</summary>
    public int SignsWith { get; set; } = StatusCodes.Status200OK;

    public static async Task<HostSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var site = new HostSite(app);
        app.MapGet("/", site.Show);
        app.MapGet("/support-token", () => Results.Text(site.Sign(), statusCode: site.SignsWith));
        await app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Show(HttpContext context)
    {
        if (Policy is not null)
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
        }

        return Results.Content($"""
            <!DOCTYPE html>
            <html lang="{Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>The shop</title>{Head}</head>
            <body><main><h1>The shop</h1><p>Carts and horses.</p>{Body}</main></body></html>
            """, "text/html");
    }
}
