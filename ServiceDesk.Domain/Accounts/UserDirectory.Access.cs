using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Api;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Licensing;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// What each person may use, and whether they may come in at all.
public sealed partial class UserDirectory
{
    /// <summary>Gives access to an application, if a seat is free.</summary>
    public Task<Outcome<Done>> GiveSeatAsync(Guid accountId, Application application, Actor by) => ChangeAsync(accountId, by, async (work, account, now) =>
        account.IsActive ? await work.GiveSeatsAsync(accountId, [application], by, now) : new AccountIsDeactivated());

    /// <summary>Takes access to an application and frees the seat. Places on agents lists stay, and mean nothing without the seat.</summary>
    public Task<Outcome<Done>> TakeSeatAsync(Guid accountId, Application application, Actor by) => ChangeAsync(accountId, by, async (work, _, now) =>
    {
        await work.TakeSeatsAsync(accountId, [application], by, now);
        return null;
    });

    /// <summary>Makes somebody a site administrator.</summary>
    public Task<Outcome<Done>> MakeSiteAdministratorAsync(Guid accountId, Actor by) => ChangeAsync(accountId, by, (work, account, now) =>
    {
        if (!account.IsActive)
        {
            return Task.FromResult<Refusal?>(new AccountIsDeactivated());
        }

        if (!account.IsSiteAdministrator)
        {
            account.IsSiteAdministrator = true;
            work.Db.Audit.Add(AuditEntry.Of(Changes.SiteAdministratorNamed, by, now, subjectId: accountId));
        }

        return Task.FromResult<Refusal?>(null);
    });

    /// <summary>Takes the site administrator's mark; never the last one's who can log in.</summary>
    public Task<Outcome<Done>> TakeSiteAdministratorAsync(Guid accountId, Actor by) => ChangeAsync(accountId, by, async (work, account, now) =>
    {
        if (account.IsSiteAdministrator && await IsLastAdministratorAsync(work.Db, accountId))
        {
            return new LastSiteAdministrator();
        }

        if (account.IsSiteAdministrator)
        {
            account.IsSiteAdministrator = false;
            work.Db.Audit.Add(AuditEntry.Of(Changes.SiteAdministratorRemoved, by, now, subjectId: accountId));
        }

        return null;
    });

    /// <summary>
    /// Shuts an account: every session and circuit ends, its links and its seats are taken back, the person is told; lists and requests stay. Never one's own,
    /// and never the last site administrator's.
    /// </summary>
    public Task<Outcome<Done>> DeactivateAsync(Guid accountId, Actor by) => ChangeAsync(accountId, by, async (work, account, now) =>
    {
        if (accountId == by.AccountId)
        {
            return new NotYourself();
        }

        if (account.IsSiteAdministrator && await IsLastAdministratorAsync(work.Db, accountId))
        {
            return new LastSiteAdministrator();
        }

        if (account.IsActive)
        {
            account.DeactivatedAt = now;
            account.EndSessions();
            await work.EndTokensAsync(accountId, now);
            await work.TakeSeatsAsync(accountId, Applications.All, by, now);
            await work.VoidLinksOfAsync(LinkPurpose.AddressChange, accountId, now);
            await work.TakeBackLinksAsync(account.NormalizedEmail!, now, Enum.GetValues<LinkPurpose>());
            work.Db.Outbox.Add(mails.Write(MailKind.AccountDeactivated, Recipient.Of(account), now, account.FullName, links.SiteName));
            work.Db.Audit.Add(AuditEntry.Of(Changes.AccountDeactivated, by, now, subjectId: accountId));
        }

        return null;
    });

    /// <summary>Opens an account again, as it was, but for the seats: those are given anew while some are free.</summary>
    public Task<Outcome<Done>> ReactivateAsync(Guid accountId, Actor by) => ChangeAsync(accountId, by, (work, account, now) =>
    {
        if (!account.IsActive)
        {
            account.DeactivatedAt = null;
            work.Db.Audit.Add(AuditEntry.Of(Changes.AccountReactivated, by, now, subjectId: accountId));
        }

        return Task.FromResult<Refusal?>(null);
    });

    /// <summary>Ends every session and circuit of a person, who may log in again.</summary>
    public Task<Outcome<Done>> EndSessionsAsync(Guid accountId, Actor by) => ChangeAsync(accountId, by, (work, account, now) =>
    {
        account.EndSessions();
        work.Db.Audit.Add(AuditEntry.Of(Changes.SessionsEnded, by, now, subjectId: accountId));
        return Task.FromResult<Refusal?>(null);
    });

    internal static async Task<bool> IsLastAdministratorAsync(DeskDb db, Guid accountId) =>
        !await db.Accounts.AnyAsync(other => other.Id != accountId && other.IsSiteAdministrator && other.DeactivatedAt == null && other.Password == PasswordKind.Own);
}
