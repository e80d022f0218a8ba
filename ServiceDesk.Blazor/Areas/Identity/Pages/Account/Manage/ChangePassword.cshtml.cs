using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>Changing one's own password; whoever has a temporary one gets no further than here.</summary>
[Authorize]
public sealed class ChangePasswordModel(Passwords passwords) : AccountPage
{
    /// <summary>The present password, as typed.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>The new password, as typed.</summary>
    [BindProperty]
    public string? NewPassword { get; set; }

    /// <summary>Whether the present password is a temporary one.</summary>
    public bool IsTemporary { get; private set; }

    /// <summary>Whether it was just changed.</summary>
    public bool IsChanged { get; private set; }

    public async Task OnGetAsync(bool changed)
    {
        IsChanged = changed;
        IsTemporary = await IsTemporaryNowAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        IsTemporary = await IsTemporaryNowAsync();
        var outcome = await passwords.ChangeAsync(CurrentPassword, NewPassword, by: By);
        if (outcome.Refusal is { } no)
        {
            return Again(no, (nameof(CurrentPassword), CurrentPassword), (nameof(NewPassword), NewPassword));
        }

        await KeepSessionAsync();
        return IsTemporary ? GoOn(By.AccountId) : RedirectToPage(new { changed = true });
    }

    private async Task<bool> IsTemporaryNowAsync() => await Service<Sessions>().OfAsync(User) is { MustChangePassword: true };
}
