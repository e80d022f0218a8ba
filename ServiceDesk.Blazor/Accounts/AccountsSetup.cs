using Microsoft.AspNetCore.Components.Server.Circuits;
using ServiceDesk.Blazor.Settings;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Data;

namespace ServiceDesk.Blazor.Accounts;

internal static class AccountsSetup
{
    /// <summary>Adds log-in, the pages of the Identity UI that are ours, and who the person is.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, SiteOptions site)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentPerson>();
        services.AddScoped<CircuitHandler, PersonOfCircuit>();
        services.AddDefaultIdentity<Account>(identity => identity.User.AllowedUserNameCharacters = "").AddEntityFrameworkStores<DeskDb>();
        services.ConfigureApplicationCookie(options => SettingsSetup.Harden(options.Cookie, "Session", site));
        return services;
    }

    /// <summary>Who the request is of.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(CurrentPerson.OfRequestAsync);
        app.UseAuthorization();
    }
}
