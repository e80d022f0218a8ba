using Microsoft.EntityFrameworkCore;
using ServiceDesk.Domain.Access;
using ServiceDesk.Domain.Audit;
using ServiceDesk.Domain.Data;
using ServiceDesk.Domain.Live;
using ServiceDesk.Domain.Mail.Outgoing;
using ServiceDesk.Domain.Vocabulary;

namespace ServiceDesk.Domain.Accounts;

// Staff helps a customer back in: by mail alone, so that nobody but the holder of the address gets in by it (design.md 2.8).
public sealed partial class PasswordResets
{
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

        if (await work.Db.DeskCustomers.AsNoTracking().Where(customer => customer.DeskId == deskId && customer.AccountId == accountId)
            .Select(customer => customer.Account).SingleOrDefaultAsync() is not { } account)
        {
            return new NotFound();
        }

        if (!rights.IsSiteAdministrator && await work.Db.StaffAnywhere().AnyAsync(staff => staff.Id == accountId))
        {
            return new IsStaffSomewhere(account.FullName);
        }

        var now = clock.Now();
        var decision = await DecideAsync(work.Db, account.Address, site, now);
        work.Db.DoorLog.Add(DoorEntry.Of(Door.ForgottenPassword, decision, deskId, account.Address, by, now));
        if (decision is Refused refused)
        {
            await work.CommitAsync();
            return WhyNot(refused);
        }

        await work.TakeBackLinksAsync(account.NormalizedEmail!, now, LinkPurpose.PasswordReset);
        var (link, secret) = MailedLink.Issue(LinkPurpose.PasswordReset, account.Address, account.Id, deskId: null, fullName: null, returnPath: null, now);
        work.Db.MailedLinks.Add(link);
        work.Db.Outbox.Add(mails.Write(MailKind.PasswordReset, Recipient.Of(account), now, links.ToReset(secret), link, requestId: null));
        work.Db.Audit.Add(AuditEntry.Of(Changes.ResetStarted, by, now, deskId, accountId));
        await work.CommitAsync(Topic.Outbox);
        return new Done();
    });

    private static Refusal WhyNot(Refused refused) => refused.Reason switch
    {
        RefusedBecause.AccountIsDeactivated => new AccountIsDeactivated(),
        RefusedBecause.AddressIsBlocked or RefusedBecause.DomainIsBlocked => new AddressIsBlocked(),
        _ => new LinkWasTakenBack(),
    };
}
