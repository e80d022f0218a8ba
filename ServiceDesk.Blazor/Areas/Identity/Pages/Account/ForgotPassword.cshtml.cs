using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>Asking for a link that sets the password anew; the same screen whatever the address.</summary>
public sealed class ForgotPasswordModel(PasswordResets resets) : GuardedPage
{
    /// <summary>The address, as typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    public void OnGet()
    {
        // Shows the form.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await TurnAwayAsync(look: () => Task.CompletedTask, isFilledIn: EmailAddress.TryParse(Email, out _)) is { } turnedAway)
        {
            return turnedAway;
        }

        var outcome = await EvenTime.OfAsync(() => resets.AskAsync(Email, by: By));
        IsSent = outcome.IsDone;
        return outcome.Refusal is { } no ? Again(no) : Page();
    }
}
