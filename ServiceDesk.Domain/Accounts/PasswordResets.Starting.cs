using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Settings;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// Staff helps somebody back in: by mail alone, so that nobody but the holder of the address gets in by it (design.md 2.8).
public sealed partial class PasswordResets
{
    /// <summary>Mails a link to somebody else, for site administrators: as if the person had asked, and they are told why not.</summary>
    public Task<Outcome<Done>> StartAsync(Guid accountId, Actor by) => database.RunAsync<Done>(async work =>
    {
        var site = await work.SiteAsync();
        return (await Rights.OfAsync(work.Db, by)).May(Operation.StartReset)
            && await work.Db.Accounts.SingleOrDefaultAsync(a => a.Id == accountId && a.MergedIntoId == null && a.AnonymisedAt == null) is { } account
            ? await StartAsync(work, site, account, deskId: null, by)
            : new NotFound();
    });

    /// <summary>
    /// Mails a customer of a desk a link to choose a password, in place of any earlier one. Desk administrators for customers who are staff
    /// nowhere, site administrators for all.
    /// </summary>
    public Task<Outcome<Done>> StartAsync(Guid deskId, Guid accountId, Actor by) => database.RunAsync<Done>(async work =>
    {
        var site = await work.SiteAsync();
        var desk = await work.DeskAsync(deskId);
        var rights = await Rights.OfAsync(work.Db, by, deskId);
        if (desk is not { ArchivedAt: null } || !rights.May(Operation.SeeCustomers))
        {
            return new NotFound();
        }

        if (!rights.May(Operation.StartReset))
        {
            return new NotAllowed();
        }

        if (await work.Db.DeskCustomers.Where(customer => customer.DeskId == deskId && customer.AccountId == accountId)
            .Select(customer => customer.Account).SingleOrDefaultAsync() is not { } account)
        {
            return new NotFound();
        }

        return !rights.IsSiteAdministrator && await work.Db.StaffAnywhere().AnyAsync(staff => staff.Id == accountId)
            ? new IsStaffSomewhere(account.FullName)
            : await StartAsync(work, site, account, deskId, by);
    });

    private async Task<Outcome<Done>> StartAsync(Work work, Site site, Account account, Guid? deskId, Actor by)
    {
        var now = clock.Now();
        var decision = await DecideAsync(work.Db, account.Address, site, now);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.ForgottenPassword, decision, deskId, account.Address, by, now));
        if (decision is Allowed)
        {
            await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.PasswordReset);
            var (link, secret) = MailedLink.Issue(LinkPurpose.PasswordReset, account.Address, account.Id, deskId: null, fullName: null, returnPath: null, now);
            work.Db.MailedLinks.Add(link);
            work.Db.Outbox.Add(mails.Write(KindFor(account), Recipient.Of(account), now, links.ToReset(secret), link, requestId: null));
            work.Db.Audit.Add(AuditEntry.Of(Changes.ResetStarted, by, now, deskId, account.Id));
        }

        await work.CommitAsync([Topic.Outbox, .. await work.NewsOfAsync(account.Id)]);
        return decision is Refused refused ? SentenceOf(refused.Reason) : new Done();
    }

    private static Refusal SentenceOf(RefusedBecause reason) => reason switch
    {
        RefusedBecause.AccountIsDeactivated => new AccountIsDeactivated(),
        RefusedBecause.AddressIsBlocked or RefusedBecause.DomainIsBlocked => new AddressIsBlocked(),
        _ => new NothingToReset(),
    };
}

/// <summary>The person has no password, and is on no list and party to no request: an invitation is the way.</summary>
public sealed record NothingToReset : Refusal;
