using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using ServiceDesk.Blazor.Settings;

namespace ServiceDesk.Blazor.Guards;

/// <summary>
/// Remembers in a cookie who has logged in with a browser, so that strangers who guess at an address do not shut its owner out (design.md 2.7).
/// It opens nothing: the password is asked for as ever.
/// </summary>
internal static class KnownBrowser
{
    private const int MostAccounts = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    /// <summary>Who has logged in with the browser.</summary>
    public static IReadOnlyCollection<Guid> Of(HttpContext context)
    {
        try
        {
            var sealed_ = context.Request.Cookies[CookieOf(context).Name!];
            return sealed_ is null ? [] : [.. Protector(context).Unprotect(sealed_).Split(' ').Select(Guid.Parse)];
        }
        catch (CryptographicException)
        {
            return []; // run out, or made up
        }
    }

    /// <summary>Remembers one more, with the last ones before.</summary>
    public static void Remember(HttpContext context, Guid accountId)
    {
        var cookie = CookieOf(context);
        var options = cookie.Build(context);
        options.MaxAge = Lifetime;
        options.IsEssential = true;
        var known = Of(context).Where(id => id != accountId).Prepend(accountId).Take(MostAccounts);
        context.Response.Cookies.Append(cookie.Name!, Protector(context).Protect(string.Join(' ', known), Lifetime), options);
    }

    private static CookieBuilder CookieOf(HttpContext context)
    {
        var cookie = new CookieBuilder();
        SettingsSetup.Harden(cookie, "Known", context.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value);
        return cookie;
    }

    private static ITimeLimitedDataProtector Protector(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("ServiceDesk.KnownBrowsers").ToTimeLimitedDataProtector();
}
