using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>Confirming a new address by the link mailed to it. Looking at it changes nothing.</summary>
public sealed class ConfirmEmailChangeModel(AddressChanges changes) : AccountPage
{
    /// <summary>The link's secret.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>What the link leads to; null when it leads nowhere.</summary>
    public AddressChangeSeen? Seen { get; private set; }

    /// <summary>Why the link leads nowhere; null when it does not.</summary>
    public Refusal? Dead { get; private set; }

    /// <summary>Whether a new link was asked for.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Whether the address was just changed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether the link proves the address there is, and changes none.</summary>
    public bool IsProof { get; private set; }

    /// <summary>This page, to come back to after the log-in.</summary>
    public string Here => $"/Identity/Account/ConfirmEmailChange?code={Uri.EscapeDataString(Code ?? "")}";

    public async Task OnGetAsync()
    {
        var seen = await changes.LookAsync(Code, by: By);
        (Seen, Dead) = (seen.IsDone ? seen.Done : null, seen.Refusal);
        IsProof = Seen is not null && Seen.Before == Seen.After;
    }

    public async Task OnPostAsync()
    {
        await OnGetAsync();
        var outcome = await changes.ConfirmAsync(Code, by: By);
        (IsDone, Dead) = (outcome.IsDone, outcome.Refusal);
    }

    public async Task<IActionResult> OnPostSendAgainAsync()
    {
        IsSent = (await changes.SendAgainAsync(Code, by: By)).IsDone;
        return Page();
    }
}
