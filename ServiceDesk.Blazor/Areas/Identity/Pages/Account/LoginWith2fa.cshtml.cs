using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>The second half of a log-in: the authenticator app's code.</summary>
public sealed class LoginWith2faModel(TwoFactor twoFactor) : SecondFactorPage
{
    private protected override Task<Outcome<Done>> CheckAsync(Guid accountId) => twoFactor.CheckCodeAsync(accountId, Code);
}
