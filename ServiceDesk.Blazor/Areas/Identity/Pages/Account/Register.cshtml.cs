using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>Registering as a licensed user while the site mode is public: the form, and what its mailed link leads to.</summary>
public sealed class RegisterModel(SiteRegistrations registrations) : GuardedPage
{
    /// <summary>The link's secret; null for the form.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>The address, as typed.</summary>
    [BindProperty]
    public string? Email { get; set; }

    /// <summary>The name, as typed.</summary>
    [BindProperty]
    public string? FullName { get; set; }

    /// <summary>The password, as typed.</summary>
    [BindProperty]
    public string? Password { get; set; }

    /// <summary>What the form asks for; null while nobody may register.</summary>
    public RegistrationForm? Form { get; private set; }

    /// <summary>Why nobody may register; null while somebody may.</summary>
    public Refusal? Closed { get; private set; }

    /// <summary>What the link leads to; null without a link.</summary>
    public InvitationSeen? Seen { get; private set; }

    /// <summary>Why the link leads nowhere; null when it does not.</summary>
    public Refusal? Dead { get; private set; }

    public Task OnGetAsync() => LookAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await TurnAwayAsync(look: LookAsync, isFilledIn: EmailAddress.TryParse(Email, out _) && Domain.Accounts.Account.CheckName(FullName) is null) is { } turnedAway)
        {
            return turnedAway;
        }

        var outcome = await EvenTime.OfAsync(() => registrations.AskAsync(Email, FullName, Password, by: By));
        if (outcome.Refusal is { } no)
        {
            await LookAsync();
            return Again(no, (nameof(FullName), FullName), (nameof(Password), Password));
        }

        if (outcome.Done.AccountId is not { } made)
        {
            IsSent = true;
            return Page();
        }

        await OpenSessionAsync(made);
        return GoOn(made);
    }

    public async Task<IActionResult> OnPostAcceptAsync()
    {
        var outcome = await registrations.AcceptAsync(Code, FullName, Password, by: By);
        if (outcome.Refusal is { } no)
        {
            await LookAsync();
            return Again(no, (nameof(FullName), FullName), (nameof(Password), Password));
        }

        await OpenSessionAsync(outcome.Done);
        return GoOn(outcome.Done);
    }

    public async Task<IActionResult> OnPostSendAgainAsync()
    {
        IsSent = (await registrations.SendAgainAsync(Code, by: By)).IsDone;
        await LookAsync();
        return Page();
    }

    private async Task LookAsync()
    {
        if (Code is not null)
        {
            var seen = await registrations.LookAsync(Code, by: By);
            (Seen, Dead) = (seen.IsDone ? seen.Done : null, seen.Refusal);
            return;
        }

        var form = await registrations.LookAsync();
        (Form, Closed) = (form.IsDone ? form.Done : null, form.Refusal);
    }
}
