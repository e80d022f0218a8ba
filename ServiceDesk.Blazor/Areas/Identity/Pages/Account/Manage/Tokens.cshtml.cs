using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account.Manage;

/// <summary>The tokens of a person's own programs: what there is, a new one, ending one.</summary>
[Authorize]
public sealed class TokensModel(ApiTokens tokens) : AccountPage
{
    private const int UsualDays = 90;

    /// <summary>What to call the new one, as typed.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What it is to allow.</summary>
    [BindProperty]
    public IReadOnlyList<ApiScope> Scopes { get; set; } = [];

    /// <summary>For how many days.</summary>
    [BindProperty]
    public int Days { get; set; } = UsualDays;

    /// <summary>The present password, as typed.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    /// <summary>What there is.</summary>
    public IReadOnlyList<ApiTokenRow> Tokens { get; private set; } = [];

    /// <summary>The new token, shown this once; null when there is none to show.</summary>
    public string? Secret { get; private set; }

    /// <summary>Whether one was just revoked.</summary>
    public bool IsRevoked { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool revoked = false)
    {
        if (await tokens.ListAsync(By.AccountId ?? Guid.Empty, by: By) is not { IsDone: true, Done: var rows })
        {
            return NotFound();
        }

        (Tokens, IsRevoked) = (rows, revoked);
        return Page();
    }

    public async Task<IActionResult> OnPostMakeAsync()
    {
        var scopes = Scopes.Aggregate(ApiScope.None, (all, one) => all | one);
        var outcome = await tokens.MakeAsync(new NewApiToken(Name, scopes, Days), CurrentPassword, by: By);
        if (outcome.Refusal is TooLong tooLong)
        {
            ModelState.AddModelError(nameof(Name), Sentences.Of(tooLong, CultureInfo.CurrentUICulture));
        }
        else if (outcome.Refusal is { } no)
        {
            Again(no, (nameof(Name), Name), (nameof(CurrentPassword), CurrentPassword));
        }
        else
        {
            Secret = outcome.Done.Secret;
        }

        return await OnGetAsync();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id)
    {
        var outcome = await tokens.RevokeAsync(id, by: By);
        return outcome.IsDone ? RedirectToPage(new { revoked = true }) : NotFound();
    }
}
