using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>
/// A person's second factor: an authenticator app, and recovery codes for when it is lost. Every code counts once. Switching it ends the
/// other sessions and is told by mail.
/// </summary>
public sealed class TwoFactor(DeskWork database, TimeProvider clock, Passwords passwords, LogInLimits limits, MailWriting mails, SiteLinks links)
{
    private const string Provider = "ServiceDesk";
    private const string Key = "AuthenticatorKey";
    private const string LatestStep = "LatestStep";
    private const string RecoveryCodes = "RecoveryCodes";
    private const int CodesAtOnce = 10;

    /// <summary>Where the person's second factor stands.</summary>
    public async Task<Outcome<TwoFactorState>> StateAsync(Actor by)
    {
        await using var db = database.Read();
        return await db.Accounts.SingleOrDefaultAsync(account => account.Id == by.AccountId && account.DeactivatedAt == null) is { } account
            ? new TwoFactorState(account.TwoFactorEnabled, CodesIn(await TokenAsync(db, account.Id, RecoveryCodes)).Length)
            : new NotFound();
    }

    /// <summary>Turns it on with a key whose code the person could read; asks for the password. Returns the recovery codes, shown this once.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> EnableAsync(string? password, string? key, string? code, Actor by) =>
        (await passwords.ConfirmAsync(password, by)).Refusal is { } no ? no : await ChangeAsync<IReadOnlyList<string>>(by.AccountId, (work, account, now) => EnableAsync(work, account, key, code, by, now));

    /// <summary>Turns it off; asks for the password.</summary>
    public async Task<Outcome<Done>> DisableAsync(string? password, Actor by) =>
        (await passwords.ConfirmAsync(password, by)).Refusal is { } no ? no : await ChangeAsync<Done>(by.AccountId, async (work, account, now) =>
        {
            account.TwoFactorEnabled = false;
            foreach (var name in (string[])[Key, LatestStep, RecoveryCodes])
            {
                await PutAsync(work.Db, account.Id, name, null);
            }

            Tell(work, account, MailKind.TwoFactorTurnedOff, "Off", by, now);
            return new Done();
        });

    /// <summary>New recovery codes in place of the old ones; asks for the password. Returned this once.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> RenewRecoveryCodesAsync(string? password, Actor by) =>
        (await passwords.ConfirmAsync(password, by)).Refusal is { } no ? no : await ChangeAsync<IReadOnlyList<string>>(by.AccountId, async (work, account, now) =>
        {
            if (!account.TwoFactorEnabled)
            {
                return new TwoFactorIsOff();
            }

            work.Db.Audit.Add(AuditEntry.Of(Changes.TwoFactorChanged, by, now, subjectId: account.Id, details: new { To = "NewRecoveryCodes" }));
            return await RenewCodesAsync(work.Db, account.Id);
        });

    /// <summary>Checks the app's code of somebody whose password was right.</summary>
    public Task<Outcome<Done>> CheckCodeAsync(Guid accountId, string? code) => CheckAsync(accountId, async (work, now) =>
    {
        var latest = long.Parse(await TokenAsync(work.Db, accountId, LatestStep) ?? "0", CultureInfo.InvariantCulture);
        if (await TokenAsync(work.Db, accountId, Key) is not { } key || TimeCode.StepOf(code, key, now, latest) is not { } step)
        {
            return false;
        }

        await PutAsync(work.Db, accountId, LatestStep, step.ToString(CultureInfo.InvariantCulture));
        return true;
    });

    /// <summary>Uses up a recovery code of somebody whose password was right.</summary>
    public Task<Outcome<Done>> UseRecoveryCodeAsync(Guid accountId, string? code) => CheckAsync(accountId, async (work, _) =>
    {
        var left = CodesIn(await TokenAsync(work.Db, accountId, RecoveryCodes));
        var typed = HashOf(code ?? "");
        if (!left.Contains(typed, StringComparer.Ordinal))
        {
            return false;
        }

        await PutAsync(work.Db, accountId, RecoveryCodes, string.Join(' ', left.Where(hash => hash != typed)));
        return true;
    });

    private async Task<Outcome<IReadOnlyList<string>>> EnableAsync(Work work, Account account, string? key, string? code, Actor by, DateTimeOffset now)
    {
        if (account.TwoFactorEnabled)
        {
            return new TwoFactorIsOn();
        }

        if (!TimeCode.IsKey(key) || TimeCode.StepOf(code, key!, now, after: 0) is not { } step)
        {
            return new WrongCode();
        }

        account.TwoFactorEnabled = true;
        await PutAsync(work.Db, account.Id, Key, key);
        await PutAsync(work.Db, account.Id, LatestStep, step.ToString(CultureInfo.InvariantCulture));
        var codes = await RenewCodesAsync(work.Db, account.Id);
        Tell(work, account, MailKind.TwoFactorTurnedOn, "On", by, now);
        return codes;
    }

    private async Task<Outcome<Done>> CheckAsync(Guid accountId, Func<Work, DateTimeOffset, Task<bool>> isRight)
    {
        // Not by network: who comes this far knows the password, so only its owner and a thief are slowed down.
        var tried = limits.Try($"code {accountId}", network: null);
        if (tried.Refusal is { } wait)
        {
            return wait;
        }

        var outcome = await ChangeAsync<Done>(accountId, async (work, account, now) =>
            account.TwoFactorEnabled && await isRight(work, now) ? new Done() : new WrongCode());
        if (outcome.IsDone)
        {
            tried.Done.Succeeded();
        }

        return outcome;
    }

    private Task<Outcome<T>> ChangeAsync<T>(Guid? accountId, Func<Work, Account, DateTimeOffset, Task<Outcome<T>>> change) => database.RunAsync<T>(async work =>
    {
        await work.HoldAsync($"SELECT 1 FROM \"Accounts\" WHERE \"Id\" = {accountId ?? Guid.Empty}");
        if (await work.Db.Accounts.AsTracking().SingleOrDefaultAsync(a => a.Id == accountId && a.DeactivatedAt == null) is not { } account)
        {
            return new NotFound();
        }

        var outcome = await change(work, account, clock.Now());
        if (outcome.IsDone)
        {
            await work.CommitAsync(await work.NewsOfAsync(account.Id));
        }

        return outcome;
    });

    private void Tell(Work work, Account account, MailKind kind, string to, Actor by, DateTimeOffset now)
    {
        account.EndSessions();
        work.Db.Audit.Add(AuditEntry.Of(Changes.TwoFactorChanged, by, now, subjectId: account.Id, details: new { To = to }));
        work.Db.Outbox.Add(mails.Write(kind, Recipient.Of(account, askedIn: by.Language), now, links.To("/Identity/Account/Manage/TwoFactorAuthentication"), mailedLink: null, requestId: null, account.FullName));
    }

    private static async Task<List<string>> RenewCodesAsync(DeskDb db, Guid accountId)
    {
        // 80 random bits each, in groups that are easy to copy.
        var codes = Enumerable.Range(0, CodesAtOnce).Select(_ => string.Join('-', TimeCode.NewKey()[..16].Chunk(4).Select(group => new string(group)))).ToList();
        await PutAsync(db, accountId, RecoveryCodes, string.Join(' ', codes.Select(HashOf)));
        return codes;
    }

    private static string HashOf(string code) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())));

    private static string[] CodesIn(string? kept) => (kept ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static Task<string?> TokenAsync(DeskDb db, Guid accountId, string name) => db.UserTokens.AsNoTracking()
        .Where(token => token.UserId == accountId && token.LoginProvider == Provider && token.Name == name)
        .Select(token => token.Value)
        .SingleOrDefaultAsync();

    private static async Task PutAsync(DeskDb db, Guid accountId, string name, string? value)
    {
        var kept = await db.UserTokens.AsTracking().SingleOrDefaultAsync(token => token.UserId == accountId && token.LoginProvider == Provider && token.Name == name);
        if (kept is not null)
        {
            kept.Value = value;
        }
        else if (value is not null)
        {
            db.UserTokens.Add(new IdentityUserToken<Guid> { UserId = accountId, LoginProvider = Provider, Name = name, Value = value });
        }
    }
}

/// <summary>Where a person's second factor stands.</summary>
/// <param name="IsOn">Whether it is asked for.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes are unused.</param>
public sealed record TwoFactorState(bool IsOn, int RecoveryCodesLeft);

/// <summary>The code is not right, or was used before.</summary>
public sealed record WrongCode : Refusal;

/// <summary>Two-factor log-in is on already.</summary>
public sealed record TwoFactorIsOn : Refusal;

/// <summary>Two-factor log-in is off.</summary>
public sealed record TwoFactorIsOff : Refusal;
