using Microsoft.AspNetCore.Mvc;
using ServiceDesk.Blazor.Accounts;
using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>What the two second halves of a log-in share: only who has just typed the right password gets here.</summary>
public abstract class SecondFactorPage : AccountPage
{
    /// <summary>The code, as typed.</summary>
    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() => await HalfWay.ReadAsync(HttpContext) is null ? BackToLogIn() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await HalfWay.ReadAsync(HttpContext) is not var (logIn, isPersistent))
        {
            return BackToLogIn();
        }

        if ((await CheckAsync(logIn.AccountId)).Refusal is { } no)
        {
            return Again(no);
        }

        if (!await Service<LogIns>().IsStillRightAsync(logIn))
        {
            await HalfWay.ForgetAsync(HttpContext);
            return BackToLogIn();
        }

        if (await OpenSessionAsync(logIn.AccountId, isPersistent) is { } notOpened)
        {
            return Again(notOpened);
        }

        await HalfWay.ForgetAsync(HttpContext);
        return GoOn(logIn.AccountId);
    }

    private protected abstract Task<Outcome<Done>> CheckAsync(Guid accountId);

    private RedirectToPageResult BackToLogIn() => RedirectToPage("./Login", new { ReturnUrl });
}
