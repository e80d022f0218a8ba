using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Customers;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// What a site administrator changes about somebody.
public sealed partial class UserDirectory
{
    /// <summary>What can be edited of a person, as it is now.</summary>
    public async Task<Outcome<Profile>> ProfileAsync(Guid accountId, Actor by)
    {
        await using var db = database.Read();
        return (await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts)
            && await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.MergedIntoId == null && a.AnonymisedAt == null) is { } account
            ? new Profile(account.Email!, account.FullName, account.Language, account.TimeZone, account.ConcurrencyStamp!)
            : new NotFound();
    }

    /// <summary>Changes the name and the language of a person. The address and the time zone stay.</summary>
    public Task<Outcome<Done>> EditAsync(Guid accountId, Profile profile, Actor by) => ChangeAsync(accountId, by, async (work, account, now) =>
    {
        if (account.ConcurrencyStamp != profile.Version)
        {
            return new ChangedMeanwhile();
        }

        if (Account.CheckName(profile.FullName) is { } badName)
        {
            return badName;
        }

        var language = string.IsNullOrWhiteSpace(profile.Language) ? null : profile.Language;
        if (language is not null && !Languages.Include(language))
        {
            return new UnknownLanguage();
        }

        var before = new { account.FullName, account.Language };
        account.Rename(profile.FullName);
        account.Language = language;
        if (!before.Equals(new { account.FullName, account.Language }))
        {
            work.Db.Audit.Add(AuditEntry.Of(Changes.ProfileChanged, by, now, subjectId: account.Id, details: new { Before = before, After = new { account.FullName, account.Language } }));
            await work.RewordAsync(account); // its news are among those of every change to an account
        }

        return null;
    });

    /// <summary>Takes off an account that mail to its address came back, when it is known to arrive again.</summary>
    public Task<Outcome<Done>> TakeMailAgainAsync(Guid accountId, Actor by) => ChangeAsync(accountId, by, (work, account, now) =>
    {
        if (account.MailBouncedAt is not null)
        {
            account.TakeMailAgain();
            work.Db.Audit.Add(AuditEntry.Of(Changes.MailArrivesAgain, by, now, subjectId: account.Id, details: new { Address = account.Email }));
        }

        return Task.FromResult<Refusal?>(null);
    });

    /// <summary>Sets a temporary password for an account there is already: every session ends, links are taken back, and the person is told by mail, without the password.</summary>
    public async Task<Outcome<Done>> SetTemporaryPasswordAsync(Guid accountId, string? password, Actor by)
    {
        // Hashed before the work begins, which holds up others.
        var hash = await HashAsync(accountId, password, by);
        return hash.Refusal is { } no ? no : await ChangeAsync(accountId, by, async (work, account, now) =>
        {
            if (!account.IsActive)
            {
                return new AccountIsDeactivated();
            }

            account.GiveTemporaryPassword(hash.Done, now + TemporaryPassword.UsualLifetime);
            await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.PasswordReset, LinkPurpose.AccountInvitation);
            work.Db.Audit.Add(AuditEntry.Of(Changes.TemporaryPasswordSet, by, now, subjectId: account.Id, details: new { account.TemporaryPasswordExpiresAt }));
            work.Db.Outbox.Add(mails.Write(MailKind.TemporaryPasswordSet, Recipient.Of(account), now, links.To("/Identity/Account/Login"), mailedLink: null, requestId: null, account.FullName, links.SiteName));
            return null;
        });
    }

    private async Task<Outcome<string>> HashAsync(Guid accountId, string? password, Actor by)
    {
        await using var db = database.Read();
        if (!(await Rights.OfAsync(db, by)).May(Operation.ChangeAccounts) || await db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.MergedIntoId == null) is not { } account)
        {
            return new NotFound();
        }

        return account.Id == by.AccountId ? new ChangeYourOwnPassword() : passwords.Hash(account, password);
    }
}

/// <summary>One's own password is changed with the one there is, never set as somebody else's.</summary>
public sealed record ChangeYourOwnPassword : Refusal;
