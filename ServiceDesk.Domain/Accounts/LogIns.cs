using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Guards;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>Checks who logs in by password. There is one sentence for everything that is wrong, after the same work (design.md 2.7).</summary>
public sealed class LogIns(DeskWork database, TimeProvider clock, IPasswordHasher<Account> hasher, FailedLogIns failures, ILogger<LogIns> log)
{
    private static readonly Account Nobody = Account.Make(EmailAddress.Parse("nobody@example.org"), null, DateTimeOffset.UnixEpoch);

    // Compared with where there is nothing to compare with, so that an unknown address takes as long as a known one.
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, RandomNumberGenerator.GetHexString(32)));

    /// <summary>Checks address and password; a session is the caller's to open.</summary>
    /// <param name="address">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="answer">The answer to the form's challenge, where there was one.</param>
    /// <param name="knownTo">Whose log-ins the browser remembers; null when nobody's.</param>
    public async Task<Outcome<LogIn>> CheckAsync(string? address, string? password, Actor by, ChallengeAnswer? answer = null, IReadOnlyCollection<Guid>? knownTo = null)
    {
        var who = EmailAddress.TryParse(address, out var typed) ? typed.Normalized : "";
        var tried = await failures.TryAsync(address, by.Network, answer, knownTo ?? []);
        if (tried.Refusal is { } wait)
        {
            return wait;
        }

        await using var db = database.Read();
        var account = await db.WithAddress(who).SingleOrDefaultAsync();
        var result = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash.Value, Bounded(password));
        if (account is null || result is PasswordVerificationResult.Failed || !MayLogIn(account, clock.Now()))
        {
            log.LogWarning("A log-in failed. Account: {Account}, from {Network}.", account?.Id, by.Network);
            return new WrongLogIn();
        }

        if ((await tried.Done.SucceededAsync()).Refusal is { } notCounted)
        {
            return notCounted;
        }

        if (result is PasswordVerificationResult.SuccessRehashNeeded)
        {
            await RehashAsync(account, password!);
        }

        log.LogInformation("A password was right. Account: {Account}, from {Network}.", account.Id, by.Network);
        return new LogIn(account.Id, account.TwoFactorEnabled, account.SecurityStamp!);
    }

    /// <summary>Whether what was found right still is: asked again after the second factor.</summary>
    public async Task<bool> IsStillRightAsync(LogIn logIn)
    {
        await using var db = database.Read();
        return await db.Accounts.SingleOrDefaultAsync(a => a.Id == logIn.AccountId) is { } account
            && account.SecurityStamp == logIn.Stamp && MayLogIn(account, clock.Now());
    }

    private static bool MayLogIn(Account account, DateTimeOffset now) => account is { IsActive: true, IsContact: false } && !account.HasExpiredPasswordAt(now);

    // No password that was ever taken is longer, and a longer one would only cost time.
    private static string Bounded(string? password) => password is { Length: <= PasswordRules.MostCharacters * 4 } ? password : "";

    private Task<Outcome<Done>> RehashAsync(Account known, string password)
    {
        var hash = hasher.HashPassword(known, password);
        return database.RunAsync<Done>(async work =>
        {
            await work.Db.Accounts.Where(account => account.Id == known.Id && account.PasswordHash == known.PasswordHash)
                .ExecuteUpdateAsync(account => account.SetProperty(a => a.PasswordHash, hash));
            await work.CommitAsync();
            return new Done();
        });
    }
}

/// <summary>Address and password were right.</summary>
/// <param name="AccountId">Whose they are.</param>
/// <param name="NeedsCode">Whether a second factor is asked for before a session opens.</param>
/// <param name="Stamp">The account's security stamp of that moment.</param>
public sealed record LogIn(Guid AccountId, bool NeedsCode, string Stamp);

/// <summary>The one answer to a wrong password, an unknown address, a deactivated account, a contact and an expired temporary password.</summary>
public sealed record WrongLogIn : Refusal;
