using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceDesk.Domain.Keeping;

namespace ServiceDesk.Domain.Accounts;

internal static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton<IPasswordHasher<Account>, PasswordHashes>();
        return services
            .AddSingleton<PasswordRules>()
            .AddSingleton<LogInLimits>()
            .AddSingleton<LogIns>()
            .AddSingleton<LogInSessions>()
            .AddSingleton<Passwords>()
            .AddSingleton<TwoFactor>()
            .AddSingleton<FirstRun>()
            .AddSingleton<UserDirectory>()
            .AddSingleton<AccountInvitations>()
            .AddSingleton<AccountMerges>()
            .AddSingleton<AddressChanges>()
            .AddSingleton<PasswordResets>()
            .AddSingleton<SiteRegistrations>()
            .AddSingleton<SignUps>()
            .AddSingleton<SignUpMail>()
            .AddSingleton<Profiles>()
            .AddSingleton<PersonalData>()
            .AddChore<LogInSessions>(ChoreTime.EachDay, "delete ended sessions", (sessions, stop) => sessions.SweepAsync(stop))
            .AddChore<AccountMerges>(ChoreTime.EachDay, "make merges final", (merges, stop) => merges.SweepAsync(stop));
    }
}
