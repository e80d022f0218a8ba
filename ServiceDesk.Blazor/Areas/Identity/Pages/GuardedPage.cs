using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Guards;

namespace ServiceDesk.Blazor.Areas.Identity.Pages;

/// <summary>What the pages share whose form a stranger sends to have a mail written: simple programs are kept off as they are at sign-up.</summary>
public abstract class GuardedPage : CaptchaPage
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

    /// <inheritdoc/>
    public override string FormName => GetType().Name;

    /// <summary>The page that answers a form no person seems to have sent in its time, or that asks for another picture; null when the form is to be looked at.</summary>
    /// <param name="look">Looks up what the form shows, for one that is to be sent once more.</param>
    /// <param name="isFilledIn">Whether what people forget is there; else the form comes back in any case, and they need not read a picture twice.</param>
    protected async Task<PageResult?> TurnAwayAsync(Func<Task> look, bool isFilledIn)
    {
        if (WantsAnother)
        {
            await look();
            return Page();
        }

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
                if (!isFilledIn || (await Service<Captcha>().CheckAsync(FormName, Answer)).Refusal is not { } no)
                {
                    return null;
                }

                await look();
                return Again(no);
        }
    }
}
