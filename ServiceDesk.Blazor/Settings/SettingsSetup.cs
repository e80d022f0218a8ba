using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Guards;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Blazor.Settings;

internal static class SettingsSetup
{
    /// <summary>Adds the public address, the key ring and the seal.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services, SiteOptions site, DatabaseOptions database)
    {
        services.AddSingleton(Options.Create(site));
        services.AddSingleton(Options.Create(database));
        services.AddSingleton(s => new SiteLinks(() => site.ConfiguredUrl ?? ListenedOn(s.GetRequiredService<IServer>()), site.Name));
        services.AddSingleton<ILinkSeal, LinkSeal>();
        services.AddSingleton<IChallengeSeal, ChallengeSeal>();
        services.AddKeyRing();
        return services;
    }

    /// <summary>The first address listened on, as a person on this machine would type it.</summary>
    public static Uri ListenedOn(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The site does not listen yet, so it has no address.");
        return new Uri(address.Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal).TrimEnd('/') + "/");
    }

    /// <summary>Makes a cookie as strict as the site's address allows (design.md "Trust"): bound to the host and to TLS, unless plain http was asked for.</summary>
    public static void Harden(CookieBuilder cookie, string name, SiteOptions site)
    {
        var isPlain = site.AllowPlainHttp && site.ConfiguredUrl is { Scheme: "http", IsLoopback: false };
        cookie.Name = isPlain ? $"ServiceDesk.{name}" : $"__Host-ServiceDesk.{name}";
        cookie.SecurePolicy = isPlain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.Path = "/";
    }
}
