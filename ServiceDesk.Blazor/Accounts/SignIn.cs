using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Accounts;

/// <summary>Opens a new session for somebody who has just shown who they are; only a static page can, because it sets a cookie.</summary>
internal static class SignIn
{
    /// <summary>Signs the person in; whatever session the browser had before is replaced. Null when done; else why not, and the person has still to log in.</summary>
    public static async Task<Refusal?> AsAsync(HttpContext context, Guid accountId, bool isPersistent = false)
    {
        var manager = context.RequestServices.GetRequiredService<SignInManager<Account>>();
        var account = await manager.UserManager.FindByIdAsync(accountId.ToString())
            ?? throw new InvalidOperationException("The account that logs in does not exist.");
        var before = Sessions.IdOf(context.User);
        var begun = await context.RequestServices.GetRequiredService<LogInSessions>().BeginAsync(accountId, instead: before);
        if (begun.IsDone)
        {
            await manager.SignInWithClaimsAsync(account, isPersistent, [new Claim(Sessions.IdClaim, begun.Done.Id.ToString())]);
            Guards.KnownBrowser.Remember(context, accountId);
        }

        return begun.Refusal;
    }

    /// <summary>Carries the present session on after a change that ended every session of the person; those elsewhere stay ended.</summary>
    public static async Task AnewAsync(HttpContext context)
    {
        var present = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (Guid.TryParse(present.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var accountId))
        {
            await AsAsync(context, accountId, present.Properties?.IsPersistent ?? false);
        }
    }
}
