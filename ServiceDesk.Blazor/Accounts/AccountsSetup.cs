using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Blazor.Shell;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Accounts;

internal static class AccountsSetup
{
    private static readonly TimeSpan SessionLife = TimeSpan.FromDays(14);

    /// <summary>Adds log-in, the pages of the Identity UI that are ours, and who the person is.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, SiteOptions site)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentPerson>();
        services.AddCascadingValue(provider => provider.GetRequiredService<CurrentPerson>().Zone);
        services.AddScoped<CircuitHandler, PersonOfCircuit>();
        services.AddScoped<CircuitHandler, SessionOfCircuit>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<FormGuard>();
        services.AddSingleton<OpenConnections>();
        services.AddDefaultIdentity<Account>(identity => identity.User.AllowedUserNameCharacters = "").AddEntityFrameworkStores<DeskDb>();
        services.ConfigureApplicationCookie(options =>
        {
            SettingsSetup.Harden(options.Cookie, "Session", site);
            options.LoginPath = "/Identity/Account/Login";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = SessionLife;
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = Sessions.CheckCookieAsync;
        });
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, options =>
        {
            SettingsSetup.Harden(options.Cookie, "HalfWay", site);
            options.ExpireTimeSpan = HalfWay.Lifetime;
        });
        services.Configure<RazorPagesOptions>(pages => pages.Conventions.Add(new IdentityPages()));
        return services;
    }

    /// <summary>Who the request is of, and in which language they are spoken to.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseWebSockets();
        app.UseAuthentication();
        app.UseRequestLocalization(LanguageOfThePage.Choose);
        app.Use(CurrentPerson.OfRequestAsync);
        app.Use(SetupGate.LeadAsync);
        app.Use(TemporaryPasswords.EnforceAsync);
        app.Use(OpenConnections.GuardAsync);
        app.UseAuthorization();
    }

    /// <summary>While the site is not set up, shows on the console what its first administrator has to type.</summary>
    public static async Task TellSetupTokenAsync(this WebApplication app)
    {
        var firstRun = app.Services.GetRequiredService<FirstRun>();
        if (!await firstRun.IsDoneAsync())
        {
            await Console.Out.WriteLineAsync($"Setup token: {firstRun.Token}");
        }
    }
}
