using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>Setting the password anew by a mailed link. Logs nobody in: the second factor, where there is one, is asked for at the log-in.</summary>
public sealed class ResetPasswordModel(PasswordResets resets) : AccountPage
{
    /// <summary>The link's secret.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>The password, as typed.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Whose password it is; null when the link leads nowhere.</summary>
    public string? Address { get; private set; }

    /// <summary>Why the link leads nowhere; null when it does not.</summary>
    public Refusal? Dead { get; private set; }

    /// <summary>Whether a new link was asked for.</summary>
    public bool IsSent { get; private set; }

    public Task OnGetAsync() => LookAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await resets.ResetAsync(Code, Password, by: By);
        if (outcome.Refusal is not { } no)
        {
            return RedirectToPage("./Login", new { reset = true });
        }

        await LookAsync();
        return Again(no, (nameof(Password), Password));
    }

    public async Task<IActionResult> OnPostSendAgainAsync()
    {
        IsSent = (await resets.SendAgainAsync(Code, by: By)).IsDone;
        await LookAsync();
        return Page();
    }

    private async Task LookAsync()
    {
        var seen = await resets.LookAsync(Code);
        (Address, Dead) = (seen.IsDone ? seen.Done : null, seen.Refusal);
    }
}
