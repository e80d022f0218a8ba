using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Settings;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>Logging out, by the button alone: following a link to here changes nothing.</summary>
public sealed class LogoutModel : AccountPage
{
    public void OnGet()
    {
        // Shows the button.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        return LocalRedirect(SiteLinks.IsLocalPath(ReturnUrl) ? ReturnUrl! : "/portal");
    }
}
