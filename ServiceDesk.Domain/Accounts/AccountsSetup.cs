using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
            .AddSingleton<PersonalData>();
    }
}
