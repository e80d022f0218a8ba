using Microsoft.AspNetCore.Diagnostics;
using ServiceDesk.Blazor.Access;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Audit;
using ServiceDesk.Blazor.Collectors;
using ServiceDesk.Blazor.Customers;
using ServiceDesk.Blazor.Mail;
using ServiceDesk.Blazor.Requests;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Blazor.Webhooks;
using ServiceDesk.Blazor.Workers;
using ServiceDesk.Domain;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Blazor.Shell;

/// <summary>The site's table of contents: what it is made of, what a request passes through, how it starts.</summary>
internal static class SiteSetup
{
    /// <summary>Reads the settings and adds every feature.</summary>
    public static void AddSite(this WebApplicationBuilder builder)
    {
        var site = SettingsAtStart.ReadSite(builder.Configuration);
        var database = SettingsAtStart.ReadDatabase(builder.Configuration);
        SettingsAtStart.CheckUrls(builder.Configuration);
        var folder = "";
        if (database.Provider is DatabaseProvider.Sqlite && database.ConnectionString.Length == 0)
        {
            folder = SettingsAtStart.PrepareDataFolder(site);
            var taken = DataLock.Take(folder);
            builder.Services.AddSingleton(_ => taken);
        }

        // `dotnet run` outside Development serves the libraries' files too; a published site finds them in its own wwwroot.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services
            .AddServiceDesk(database, folder)
            .AddSettings(site, database)
            .AddAccess(builder.Configuration)
            .AddMail(builder.Configuration)
            .AddWebhookSettings(builder.Configuration)
            .AddSingleton(Proxies.Read(site))
            .AddShell(site)
            .AddAccounts(site)
            .AddRequests(builder.Configuration)
            .AddCollectorScripts()
            .AddWorkers(builder.Configuration);
    }

    /// <summary>What a request passes through, in order.</summary>
    public static void UseSite(this WebApplication app)
    {
        app.Use(HeadAsGet.AnswerAsync);
        app.UseRouting();
        app.Use(Telemetry.NameAsync);
        if (app.Services.GetRequiredService<ForwardedHeadersOptions>() is { } proxies && proxies.KnownProxies.Count + proxies.KnownIPNetworks.Count > 0)
        {
            app.UseForwardedHeaders(proxies);
        }

        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = e => Outage.IsMeantBy(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(OnlyPagesAreSaidWithPages);
        app.Use(SecurityHeaders.AddAsync);
        app.Use(Redirects.LeadWithoutHostAsync);
        app.UseAccounts();
        app.UseOutputCache();
        app.UseAntiforgery();
        app.Use(StaleForms.LeadAsync);
        app.Use(HiddenPages.AnswerAsync);

        app.MapStaticAssets();
        app.MapRazorPages();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        app.MapRequests();
        app.MapMailGate();
        app.MapMail();
        app.MapCollectors();
        app.MapAudit();
        app.MapCustomers();
        app.MapHealth();
    }

    // What scripts, forms and programs ask for is answered by its status alone; so nothing is what takes no such method, and it is said with a page.
    private static async Task OnlyPagesAreSaidWithPages(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is not { } pages)
        {
            await next(context);
            return;
        }

        pages.Enabled = HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed })
        {
            pages.Enabled = true;
            context.Request.Method = HttpMethods.Get;
        }
    }

    /// <summary>Migrates, reads the rights and begins to listen; throws <see cref="CannotStartException"/> when it cannot.</summary>
    /// <param name="app">The site.</param>
    /// <param name="onceMigrated">What is to be done before anybody can ask for a page.</param>
    public static async Task StartSiteAsync(this WebApplication app, Func<Task>? onceMigrated = null)
    {
        app.Services.GetService<DataLock>();
        await app.Services.GetRequiredService<DeskMigration>().RunAsync();
        await (onceMigrated?.Invoke() ?? Task.CompletedTask);
        await app.Services.GetRequiredService<SiteSettings>().VerifyAddressesAgainAsync();
        await app.Services.GetRequiredService<RightsNow>().RefreshAsync(new HashSet<Topic> { Topic.Everything });

        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CannotStartException($"{e.Message} Choose another with --urls http://localhost:PORT.", e);
        }
    }
}
