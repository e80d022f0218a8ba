using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Tests.Stage;

/// <summary>The real site on a real loopback port inside the test process, with a database of its own. Dispose of it in the test.</summary>
public sealed class ServedSite : Story, IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LogBook _log;
    private readonly SecretsOfTheLog _secrets;

    private ServedSite(WebApplication app, LogBook log, SecretsOfTheLog secrets) => (_app, _log, _secrets) = (app, log, secrets);

    /// <summary>Where it is reached.</summary>
    public Uri Uri => SettingsSetup.ListenedOn(Get<IServer>());

    /// <summary>Everything it logged so far.</summary>
    public IReadOnlyCollection<string> Log => _log.Lines;

    public override IServiceProvider Services => _app.Services;

    /// <summary>Starts a site.</summary>
    /// <param name="database">Its database.</param>
    /// <param name="isSetUp">Whether the first site administrator (<see cref="Story.Ada"/>) is there already.</param>
    /// <param name="settings">Settings as on the command line, such as <c>--Limits:SignUpsPerNetwork=5</c>; limits are off unless set.</param>
    /// <param name="services">What stands in for the world outside.</param>
    public static async Task<ServedSite> StartAsync(DatabaseOptions database, bool isSetUp = true, string[]? settings = null, Action<IServiceCollection>? services = null)
    {
        var log = new LogBook();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args =
            [
                "--urls=http://127.0.0.1:0",
                $"--Database:Provider={database.Provider}",
                $"--Database:ConnectionString={database.ConnectionString}",
                .. typeof(LimitsOptions).GetProperties().Select(limit => $"--{LimitsOptions.Section}:{limit.Name}=0"),
                .. settings ?? [],
            ],
            ApplicationName = "ServiceDesk.Blazor",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.AddSite();
        builder.Logging.ClearProviders().AddProvider(log);
        services?.Invoke(builder.Services);
        var secrets = new SecretsOfTheLog();
        var hasher = builder.Services.Last(service => service.ServiceType == typeof(IPasswordHasher<Account>));
        builder.Services.AddSingleton(own => secrets.Listening((IPasswordHasher<Account>)(hasher.ImplementationInstance ?? ActivatorUtilities.CreateInstance(own, hasher.ImplementationType!))));

        var app = builder.Build();
        app.UseSite();
        await app.StartSiteAsync();
        var site = new ServedSite(app, log, secrets);
        if (isSetUp)
        {
            await site.SetUpAsync();
        }

        return site;
    }

    /// <summary>Logs a visitor's browser in as somebody, without the log-in page; pages opened afterwards are theirs.</summary>
    public async Task LogInAsync(IPage page, Actor person)
    {
        var cookie = Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        await page.Context.AddCookiesAsync([new()
        {
            Name = cookie.Cookie.Name!,
            Value = cookie.TicketDataFormat.Protect(await TicketOfAsync(person)),
            Domain = Uri.Host,
            Path = "/",
            Secure = true,
            HttpOnly = true,
            SameSite = SameSiteAttribute.Lax,
        }]);
    }

    /// <summary>A program that is logged in as somebody and follows no redirect.</summary>
    public async Task<HttpClient> ClientAsync(Actor person)
    {
        var cookie = Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Uri };
        client.DefaultRequestHeaders.Add("Cookie", $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(await TicketOfAsync(person))}");
        return client;
    }

    /// <summary>A program that is logged in as somebody and sends forms.</summary>
    public async Task<Caller> CallerAsync(Actor person)
    {
        var cookie = Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        return new Caller(Uri, $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(await TicketOfAsync(person))}");
    }

    public async ValueTask DisposeAsync()
    {
        // What went wrong inside is what a person looks for first when a page of a test shows the error page.
        if (Log.Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal)).ToList() is { Count: > 0 } errors)
        {
            await File.WriteAllLinesAsync(Results.PathFor("site", ".log"), errors);
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        Assert.Empty(_secrets.FoundIn(Log));
        var doubts = string.Join('\n', Log.Where(line => line.StartsWith("Warning Microsoft.EntityFrameworkCore.Query", StringComparison.Ordinal)));
        Assert.True(doubts.Length == 0, doubts);
    }

    private async Task<AuthenticationTicket> TicketOfAsync(Actor person)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var account = await ReadAsync(db => db.Accounts.SingleAsync(a => a.Id == person.AccountId));
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
        var session = (await Get<LogInSessions>().BeginAsync(account.Id)).Done;
        principal.Identities.Single().AddClaim(new Claim(ClaimTypes.AuthenticationMethod, "pwd"));
        principal.Identities.Single().AddClaim(new Claim(Sessions.IdClaim, session.Id.ToString()));
        return new AuthenticationTicket(principal, new AuthenticationProperties { IssuedUtc = Now, ExpiresUtc = Now.AddDays(1) }, IdentityConstants.ApplicationScheme);
    }

    private sealed class LogBook : ILoggerProvider
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => new Writer(_lines, categoryName);

        public void Dispose()
        {
        }

        private sealed class Writer(ConcurrentQueue<string> lines, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
