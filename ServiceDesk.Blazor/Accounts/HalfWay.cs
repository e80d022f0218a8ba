using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Remembers in a short-lived cookie, for the second factor, who has typed the right password. It opens nothing by itself.</summary>
internal static class HalfWay
{
    private static readonly string Scheme = IdentityConstants.TwoFactorUserIdScheme;
    private const string Stamp = "stamp";

    /// <summary>How long the second factor may take.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>Remembers it.</summary>
    public static Task RememberAsync(HttpContext context, LogIn logIn, bool isPersistent) => context.SignInAsync(
        Scheme,
        new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, logIn.AccountId.ToString()), new Claim(Stamp, logIn.Stamp)], Scheme)),
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal) { [nameof(isPersistent)] = isPersistent.ToString() }));

    /// <summary>Who it is, and whether the session is to outlive the browser; null when there is nobody.</summary>
    public static async Task<(LogIn LogIn, bool IsPersistent)?> ReadAsync(HttpContext context)
    {
        var found = await context.AuthenticateAsync(Scheme);
        return found is { Succeeded: true }
            && Guid.TryParse(found.Principal.FindFirstValue(ClaimTypes.Name), out var id)
            && found.Principal.FindFirstValue(Stamp) is { } stamp
            ? (new LogIn(id, NeedsCode: true, stamp), found.Properties.Items.TryGetValue("isPersistent", out var text) && bool.TryParse(text, out var isPersistent) && isPersistent)
            : null;
    }

    /// <summary>Forgets it.</summary>
    public static Task ForgetAsync(HttpContext context) => context.SignOutAsync(Scheme);
}
