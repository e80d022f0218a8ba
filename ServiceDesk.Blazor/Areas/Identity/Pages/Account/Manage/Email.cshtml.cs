using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>Asking for another address of one's own.</summary>
[Authorize]
public sealed class EmailModel(AddressChanges changes, Profiles profiles) : AccountPage
{
    /// <summary>The address as it is.</summary>
    public string Now { get; private set; } = "";

    /// <summary>The new address, as typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The present password, as typed.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>Whether a mail was asked for, whatever came of it.</summary>
    public bool IsSent { get; private set; }

    public Task<IActionResult> OnGetAsync(bool sent)
    {
        IsSent = sent;
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await changes.AskAsync(Email, CurrentPassword, by: By);
        if (outcome.Refusal is not { } no)
        {
            return RedirectToPage(new { sent = true });
        }

        Again(no, (nameof(CurrentPassword), CurrentPassword));
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if (await profiles.OfAsync(by: By) is not { IsDone: true, Done: var profile })
        {
            return NotFound();
        }

        Now = profile.Address;
        return Page();
    }
}
