using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

/// <summary>A person's own password: confirming what only they should do, and changing it.</summary>
public sealed class Passwords(DeskWork database, TimeProvider clock, IPasswordHasher<Account> hasher, PasswordRules rules, LogInLimits limits, MailWriting mails, SiteLinks links)
{
    /// <summary>Changes the password, also a temporary one. Every other session ends, and the person is told by mail.</summary>
    public async Task<Outcome<Done>> ChangeAsync(string? current, string? chosen, Actor by)
    {
        var confirmed = await ConfirmAsync(current, by);
        if (confirmed.Refusal is { } no)
        {
            return no;
        }

        var account = confirmed.Done;
        var hash = rules.Hash(account, chosen);
        if (hash.Refusal is { } bad)
        {
            return bad;
        }

        // Matters most for a temporary password, which somebody else knows.
        if (hasher.VerifyHashedPassword(account, account.PasswordHash!, chosen!) != PasswordVerificationResult.Failed)
        {
            return new SamePassword();
        }

        return await database.RunAsync<Done>(work => ChangeAsync(work, account, hash.Done, by));
    }

    /// <summary>The account of a person who has just typed their present password; tries are limited as at the log-in.</summary>
    internal async Task<Outcome<Account>> ConfirmAsync(string? password, Actor by)
    {
        await using var db = database.Read();
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == by.AccountId && a.DeactivatedAt == null) is not { PasswordHash: { } hash } account)
        {
            return new NotFound();
        }

        if (string.IsNullOrEmpty(password))
        {
            return new Missing();
        }

        var tried = limits.Try(account.Id.ToString(), by.Network);
        if (tried.Refusal is { } wait)
        {
            return wait;
        }

        if (password.Length > PasswordRules.MostCharacters * 4 || hasher.VerifyHashedPassword(account, hash, password) is PasswordVerificationResult.Failed)
        {
            return new WrongPassword();
        }

        tried.Done.Succeeded();

        // A session that began in time does not outlive it.
        return account.HasExpiredPasswordAt(clock.Now()) ? new TemporaryPasswordHasExpired() : account;
    }

    private async Task<Outcome<Done>> ChangeAsync(Work work, Account confirmed, string hash, Actor by)
    {
        var now = clock.Now();
        var account = await work.Db.Accounts.AsTracking().SingleAsync(a => a.Id == confirmed.Id);
        if (!account.IsActive || account.PasswordHash != confirmed.PasswordHash)
        {
            return new ChangedMeanwhile();
        }

        account.ChoosePassword(hash);
        await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.PasswordReset, LinkPurpose.AccountInvitation);
        work.Db.Audit.Add(AuditEntry.Of(Changes.PasswordChanged, by, now, subjectId: account.Id, details: new { By = "CurrentPassword" }));
        work.Db.Outbox.Add(PasswordMail.Changed(mails, links, account, by, now));
        await work.CommitAsync([Topic.Outbox, .. await work.NewsOfAsync(account.Id)]);
        return new Done();
    }
}
