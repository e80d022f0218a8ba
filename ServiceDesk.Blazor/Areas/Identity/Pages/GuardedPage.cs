using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ServiceDesk.Blazor.Accounts;

namespace ServiceDesk.Blazor.Areas.Identity.Pages;

/// <summary>What the pages share whose form a stranger sends to have a mail written: simple programs are kept off as they are at sign-up.</summary>
public abstract class GuardedPage : AccountPage
{
    /// <summary>The token of the form that was sent.</summary>
    [BindProperty(Name = FormGuard.TokenField)]
    public string? SentToken { get; set; }

    /// <summary>What stood in the field that people do not see.</summary>
    [BindProperty(Name = FormGuard.TrapField)]
    public string? Trap { get; set; }

    /// <summary>The token of the form shown now.</summary>
    public string Token => Service<FormGuard>().Issue(FormName);

    /// <summary>Whether a mail was asked for, or seems to have been.</summary>
    public bool IsSent { get; protected set; }

    private string FormName => GetType().Name;

    /// <summary>The page that answers a form no person seems to have sent in its time; null when the form is to be looked at.</summary>
    /// <param name="look">Looks up what the form shows, for one that is to be sent once more.</param>
    protected async Task<PageResult?> TurnAwayAsync(Func<Task> look)
    {
        switch (Service<FormGuard>().Judge(FormName, SentToken, Trap))
        {
            case FormVerdict.Program:
                IsSent = true;
                return Page();
            case FormVerdict.Again:
                await look();
                ModelState.AddModelError("", Service<IStringLocalizer<Texts>>()["SendAgain"]);
                return Page();
            default:
                return null;
        }
    }
}
