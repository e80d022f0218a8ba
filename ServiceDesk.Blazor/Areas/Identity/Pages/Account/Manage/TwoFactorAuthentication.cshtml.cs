using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>A person's own second factor: how it stands, new recovery codes, turning it off.</summary>
[Authorize]
public sealed class TwoFactorAuthenticationModel(TwoFactor twoFactor) : AccountPage
{
    /// <summary>The present password, as typed.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>How it stands.</summary>
    public TwoFactorState? State { get; private set; }

    /// <summary>New recovery codes, shown this once; null when there are none to show.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await twoFactor.StateAsync(by: By) is not { IsDone: true, Done: var state })
        {
            return NotFound();
        }

        State = state;
        return Page();
    }

    public async Task<IActionResult> OnPostRenewAsync()
    {
        var outcome = await twoFactor.RenewRecoveryCodesAsync(CurrentPassword, by: By);
        if (outcome.Refusal is { } no)
        {
            Again(no, (nameof(CurrentPassword), CurrentPassword));
        }
        else
        {
            Codes = outcome.Done;
        }

        return await OnGetAsync();
    }

    public async Task<IActionResult> OnPostDisableAsync()
    {
        var outcome = await twoFactor.DisableAsync(CurrentPassword, by: By);
        if (outcome.Refusal is { } no)
        {
            Again(no, (nameof(CurrentPassword), CurrentPassword));
            return await OnGetAsync();
        }

        await KeepSessionAsync();
        return RedirectToPage();
    }
}
