using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Blazor.Guards;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Guards;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>Logging in by password.</summary>
public sealed class LoginModel(LogIns logIns, FailedLogIns failures, SiteRegistrations registrations) : CaptchaPage
{
    /// <summary>The address, as typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The password, as typed.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whether the session outlives the browser.</summary>
    [BindProperty]
    public bool IsPersistent { get; set; }

    /// <inheritdoc/>
    public override string FormName => FailedLogIns.Form;

    /// <summary>Whether the form asks for the word in a picture, after some failures.</summary>
    public bool AsksForWord { get; private set; }

    /// <summary>Whether the person comes from setting the password anew.</summary>
    public bool WasReset { get; private set; }

    /// <summary>Whether strangers may register as users of the site.</summary>
    public bool IsRegistrationOpen { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool reset)
    {
        if (By.AccountId is { } present)
        {
            return GoOn(present);
        }

        WasReset = reset;
        await LookAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (WantsAnother)
        {
            await LookAsync();
            return Page();
        }

        var outcome = await logIns.CheckAsync(Email, Password, by: By, Answer, KnownBrowser.Of(HttpContext));
        if (outcome.Refusal is { } no)
        {
            await LookAsync();
            return Again(no);
        }

        if (outcome.Done.NeedsCode)
        {
            await HalfWay.RememberAsync(HttpContext, outcome.Done, IsPersistent);
            return RedirectToPage("./LoginWith2fa", new { ReturnUrl });
        }

        if (await OpenSessionAsync(outcome.Done.AccountId, IsPersistent) is { } notOpened)
        {
            await LookAsync();
            return Again(notOpened);
        }

        return GoOn(outcome.Done.AccountId);
    }

    private async Task LookAsync()
    {
        IsRegistrationOpen = (await registrations.LookAsync()).Refusal is not RegistrationIsClosed;
        AsksForWord = await failures.AsksForCaptchaAsync(Email, By.Network);
    }
}
