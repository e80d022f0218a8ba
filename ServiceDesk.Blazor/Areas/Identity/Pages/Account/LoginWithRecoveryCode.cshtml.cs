using ServiceDesk.Domain.Accounts;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Blazor.Areas.Identity.Pages.Account;

/// <summary>The second half of a log-in when the app is lost: one of the recovery codes.</summary>
public sealed class LoginWithRecoveryCodeModel(TwoFactor twoFactor) : SecondFactorPage
{
    private protected override Task<Outcome<Done>> CheckAsync(Guid accountId) => twoFactor.UseRecoveryCodeAsync(accountId, Code);
}
