using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>Logging out, by the button alone: following a link to here changes nothing. The session ends at the server, in every tab.</summary>
public sealed class LogoutModel(LogInSessions sessions) : AccountPage
{
    public void OnGet()
    {
        // Shows the button.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Sessions.IdOf(HttpContext.User) is { } session && (await sessions.EndAsync(session, by: By)).Refusal is { } notEnded)
        {
            return Again(notEnded);
        }

        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return LocalRedirect(SiteLinks.IsLocalPath(ReturnUrl) ? ReturnUrl! : "/portal");
    }
}
